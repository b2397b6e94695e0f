// Where one is in a longer work: what is done, what is on, what comes.
import QtQuick
import ".."

Row {
    id: row
    property var stages: []
    spacing: Theme.u(16)
    Repeater {
        model: row.stages
        Item {
            id: stage
            required property var modelData
            readonly property bool is_now: modelData.state === "now"
            readonly property bool is_done: modelData.state === "done"
            width: (row.width - row.spacing * (row.stages.length - 1)) / Math.max(1, row.stages.length)
            height: Theme.u(62)
            Rectangle {
                width: parent.width
                height: Theme.u(10)
                radius: height / 2
                color: stage.is_now ? Theme.accent : stage.is_done ? Theme.mint : Theme.line
            }
            Words {
                y: Theme.u(22)
                width: parent.width
                text: stage.modelData.name
                size: Theme.small
                wrapMode: Text.NoWrap
                color: stage.is_now ? Theme.ink : Theme.quiet
            }
        }
    }
}
