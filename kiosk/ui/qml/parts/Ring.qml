// A ring that fills clockwise from the top. `progress` 0..1; `spins` turns a short arc instead;
// `seeks` shows that arc where `seek_angle` says, for whoever turns it themselves.
import QtQuick
import QtQuick.Shapes
import ".."

Item {
    id: ring
    property real progress: 0
    property bool spins: false
    property bool seeks: false
    property real seek_angle: 0
    property bool has_ease: true
    property color color: Theme.accent
    property color track: Theme.line
    property real thickness: Theme.u(16)
    property real shown: progress
    Behavior on track { ColorAnimation { duration: Theme.page } }
    Behavior on shown { enabled: ring.has_ease; NumberAnimation { duration: Theme.page; easing.type: Easing.OutCubic } }

    readonly property real reach: Math.max(1, Math.min(width, height) / 2 - thickness / 2)

    Shape {
        anchors.fill: parent
        ShapePath {
            strokeColor: ring.track
            strokeWidth: ring.thickness
            fillColor: "transparent"
            PathAngleArc {
                centerX: ring.width / 2; centerY: ring.height / 2
                radiusX: ring.reach; radiusY: ring.reach
                startAngle: 0; sweepAngle: 360
            }
        }
        ShapePath {
            strokeColor: ring.spins || ring.seeks || ring.shown > 0.001 ? ring.color : "transparent"
            strokeWidth: ring.thickness
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: ring.width / 2; centerY: ring.height / 2
                radiusX: ring.reach; radiusY: ring.reach
                startAngle: -90 + (ring.spins ? turn.angle : ring.seeks ? ring.seek_angle : 0)
                sweepAngle: ring.spins ? 80 : ring.seeks ? 36 : 360 * Math.min(1, ring.shown)
            }
        }
    }
    QtObject {
        id: turn
        property real angle: 0
    }
    NumberAnimation {
        target: turn
        property: "angle"
        from: 0
        to: 360
        duration: 1100
        loops: Animation.Infinite
        running: ring.spins && ring.visible
    }
}
