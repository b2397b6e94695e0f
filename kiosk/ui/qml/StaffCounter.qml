// Orders that wait for their money at the counter.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Notice { objectName: "gone"; Layout.fillWidth: true; tone: "bad"; text: page.vm.gone }
        RowList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            nothing: page.vm.none
            model: page.vm.rows
            delegate: AbstractButton {
                id: row
                required property var modelData
                objectName: "counter-" + modelData.id
                text: modelData.number
                width: ListView.view.width
                height: Theme.u(132)
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.Button
                Accessible.name: text
                onClicked: staff_actions.choose_counter_order(modelData.id)
                background: Rectangle {
                    radius: Theme.smallRadius
                    color: row.down ? Theme.accentSoft : Theme.card
                }
                contentItem: Item {
                    Words {
                        x: Theme.u(32)
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.text
                        size: Theme.lead
                        wrapMode: Text.NoWrap
                    }
                    Words {
                        x: row.width * 0.4
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.modelData.time
                        color: Theme.quiet
                        wrapMode: Text.NoWrap
                    }
                    Words {
                        anchors { right: arrow.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
                        text: row.modelData.amount
                        size: Theme.lead
                        wrapMode: Text.NoWrap
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
}
