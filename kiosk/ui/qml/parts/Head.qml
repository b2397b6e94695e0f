// A plain head that shows, again and again, how to turn: features move across it, as they do.
import QtQuick
import ".."

Item {
    id: head
    property string gesture: ""
    property color ink: Theme.accent
    readonly property int across: gesture === "left" ? -1 : gesture === "right" ? 1 : 0
    readonly property int down: gesture === "up" ? -1 : gesture === "down" ? 1 : 0
    property real turned: 0
    readonly property real unit: Math.min(width, height) / 100
    onGestureChanged: if (gesture === "") turned = 0

    SequentialAnimation on turned {
        running: head.visible && head.gesture !== "" && Theme.has_motion
        loops: Animation.Infinite
        NumberAnimation { from: 0; to: 1; duration: 650; easing.type: Easing.InOutQuad }
        PauseAnimation { duration: 350 }
        NumberAnimation { from: 1; to: 0; duration: 400; easing.type: Easing.InOutQuad }
        PauseAnimation { duration: 250 }
    }
    readonly property real shown: Theme.has_motion ? turned : (gesture === "" ? 0 : 1)

    Rectangle {
        id: neck
        width: 30 * head.unit; height: 26 * head.unit
        x: (head.width - width) / 2; y: 76 * head.unit
        radius: 8 * head.unit
        color: Theme.sunk
        border { width: Math.max(2, 2 * head.unit); color: head.ink }
    }
    Rectangle {
        id: skull
        width: 72 * head.unit; height: 88 * head.unit
        x: (head.width - width) / 2; y: 0
        radius: width / 2
        color: Theme.card
        border { width: Math.max(3, 3 * head.unit); color: head.ink }
        clip: true
        Item {
            id: features
            width: parent.width; height: parent.height
            x: head.across * head.shown * 13 * head.unit
            y: head.down * head.shown * 10 * head.unit
            Repeater {
                model: [24, 48]
                Rectangle {
                    required property int modelData
                    width: 8 * head.unit; height: 10 * head.unit; radius: width / 2
                    x: modelData * head.unit - width / 2; y: 34 * head.unit
                    color: head.ink
                }
            }
            Rectangle {
                width: 7 * head.unit; height: 15 * head.unit; radius: width / 2
                x: 36 * head.unit - width / 2 + head.across * head.shown * 7 * head.unit
                y: 44 * head.unit + head.down * head.shown * 5 * head.unit
                color: Theme.accentSoft
                border { width: Math.max(2, 2 * head.unit); color: head.ink }
            }
            Rectangle {
                width: 24 * head.unit; height: 5 * head.unit; radius: height / 2
                x: 36 * head.unit - width / 2; y: 67 * head.unit
                color: head.ink
            }
        }
    }
}
