// One icon of Icons.js, drawn as a stroke in any colour and size.
import QtQuick
import QtQuick.Shapes
import ".."
import "Icons.js" as Icons

Item {
    id: icon
    property string name
    property color color: Theme.ink
    property real size: Theme.u(48)
    property real weight: 1.9
    implicitWidth: size
    implicitHeight: size

    Shape {
        width: 24
        height: 24
        scale: icon.size / 24
        transformOrigin: Item.TopLeft
        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: Icons.paths[icon.name] || "" }
        }
    }
}
