// Labels and values, one pair a line.
import QtQuick
import ".."

Column {
    id: facts
    property var rows: []
    Repeater {
        model: facts.rows
        Item {
            required property var modelData
            required property int index
            width: facts.width
            height: Math.max(Theme.u(72), value.implicitHeight + Theme.u(24))
            Rectangle {
                visible: index > 0
                width: parent.width
                height: Theme.hair
                color: Theme.line
            }
            Words {
                id: label
                anchors.verticalCenter: parent.verticalCenter
                text: modelData.label
                size: Theme.small
                color: Theme.quiet
                wrapMode: Text.NoWrap
            }
            Words {
                id: value
                anchors { left: label.right; leftMargin: Theme.u(32); right: parent.right; verticalCenter: parent.verticalCenter }
                text: modelData.value
                size: Theme.small
                horizontalAlignment: Text.AlignRight
            }
        }
    }
}
