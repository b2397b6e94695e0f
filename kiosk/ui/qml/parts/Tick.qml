// A disc with a tick that draws itself when it appears.
import QtQuick
import QtQuick.Shapes
import ".."

Item {
    id: tick
    property color ground: Theme.accent
    property color ink: Theme.overAccent
    property real drawn: 0
    implicitWidth: Theme.u(180)
    implicitHeight: width

    Rectangle {
        id: disc
        anchors.fill: parent
        radius: width / 2
        color: tick.ground
        scale: 0.6
    }
    Shape {
        width: 24
        height: 24
        scale: tick.width / 24
        transformOrigin: Item.TopLeft
        ShapePath {
            strokeColor: tick.drawn > 0 ? tick.ink : "transparent"
            strokeWidth: 2
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 7
            startY: 12.4
            // The pen goes down the short stroke (0 to 0.35), then up the long one.
            PathLine {
                x: 7 + 3.5 * Math.min(1, tick.drawn / 0.35)
                y: 12.4 + 3.5 * Math.min(1, tick.drawn / 0.35)
            }
            PathLine {
                x: 7 + 3.5 * Math.min(1, tick.drawn / 0.35) + 6.7 * Math.max(0, (tick.drawn - 0.35) / 0.65)
                y: 12.4 + 3.5 * Math.min(1, tick.drawn / 0.35) - 7.3 * Math.max(0, (tick.drawn - 0.35) / 0.65)
            }
        }
    }
    SequentialAnimation {
        running: true
        NumberAnimation { target: disc; property: "scale"; to: 1; duration: 300; easing.type: Easing.OutBack }
        NumberAnimation { target: tick; property: "drawn"; from: 0; to: 1; duration: 420; easing.type: Easing.InOutCubic }
    }
}
