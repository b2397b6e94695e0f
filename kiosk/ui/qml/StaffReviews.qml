// Sessions that wait for a person, the oldest first.
import QtQuick
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    RowList {
        anchors.fill: parent
        nothing: page.vm.none
        model: page.vm.rows
        delegate: AbstractButton {
            id: row
            required property var modelData
            objectName: "review-" + modelData.id
            text: modelData.short
            width: ListView.view.width
            height: Theme.u(132)
            focusPolicy: Qt.NoFocus
            Accessible.role: Accessible.Button
            Accessible.name: text
            onClicked: cabinet_actions.choose_review(modelData.id)
            background: Rectangle {
                radius: Theme.smallRadius
                color: row.down ? Theme.accentSoft : Theme.card
            }
            contentItem: Item {
                Column {
                    x: Theme.u(32)
                    anchors.verticalCenter: parent.verticalCenter
                    Words { text: row.modelData.time; wrapMode: Text.NoWrap }
                    Words { text: row.modelData.short; size: Theme.tiny; color: Theme.quiet; wrapMode: Text.NoWrap }
                }
                Column {
                    x: row.width * 0.34
                    width: arrow.x - x - Theme.u(16)
                    anchors.verticalCenter: parent.verticalCenter
                    Words { width: parent.width; text: row.modelData.reason; size: Theme.small }
                    Words {
                        visible: text !== ""
                        width: parent.width
                        text: row.modelData.amount
                        size: Theme.tiny
                        color: Theme.warning
                    }
                }
                Icon {
                    id: arrow
                    anchors { right: parent.right; rightMargin: Theme.u(20); verticalCenter: parent.verticalCenter }
                    name: "forward"
                    size: Theme.u(40)
                    color: Theme.quiet
                }
            }
        }
    }
}
