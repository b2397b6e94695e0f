// One icon of kiosk/ui/icons in any colour and size.
import QtQuick
import ".."

Image {
    id: icon
    property string name
    property color color: Theme.ink
    property real size: Theme.u(48)
    property real weight: 1.9
    width: size
    height: size
    sourceSize: Qt.size(Math.ceil(size), Math.ceil(size))
    source: name === "" ? ""
        : "image://icon/" + name + "/" + color.toString().slice(-6) + "/" + weight.toFixed(1)
}
