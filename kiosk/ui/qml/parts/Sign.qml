// A soft disc with an icon: what kind of news this page brings.
import QtQuick
import ".."

Rectangle {
    id: sign
    property string icon_name
    property string tone: "calm"
    implicitWidth: Theme.u(200)
    implicitHeight: width
    radius: width / 2
    color: Theme.toneSoft(tone)
    Icon {
        anchors.centerIn: parent
        name: sign.icon_name
        size: sign.width * 0.5
        weight: 1.6
        color: sign.tone === "calm" ? Theme.ink : Theme.toneInk(sign.tone)
    }
}
