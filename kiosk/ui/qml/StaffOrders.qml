// Orders, newest first as they come.
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
            objectName: "order-" + modelData.id
            text: modelData.short
            width: ListView.view.width
            height: Theme.u(132)
            focusPolicy: Qt.NoFocus
            Accessible.role: Accessible.Button
            Accessible.name: text
            onClicked: actions.choose_order(modelData.id)
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
                Words {
                    x: row.width * 0.34
                    width: row.width * 0.22
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.modelData.tickets
                    objectName: "may-elide"
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
                Column {
                    anchors { right: arrow.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
                    Words {
                        anchors.right: parent.right
                        text: row.modelData.total
                        wrapMode: Text.NoWrap
                    }
                    Words {
                        anchors.right: parent.right
                        text: row.modelData.payment
                        size: Theme.tiny
                        color: Theme.toneInk(row.modelData.tone)
                        wrapMode: Text.NoWrap
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
