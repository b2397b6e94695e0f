// Files that may be bills: of this kiosk's folder and of USB sticks.
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
        Notice { objectName: "refused"; Layout.fillWidth: true; tone: "bad"; text: page.vm.refused }
        Notice { objectName: "reading"; Layout.fillWidth: true; text: page.vm.reading }
        RowList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            nothing: page.vm.none
            model: page.vm.rows
            delegate: AbstractButton {
                id: row
                required property var modelData
                objectName: "bill-" + modelData.name
                text: modelData.name
                width: ListView.view.width
                height: Theme.u(132)
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.Button
                Accessible.name: text
                onClicked: staff_actions.choose_bill(modelData.path)
                background: Rectangle {
                    radius: Theme.smallRadius
                    color: row.down ? Theme.accentSoft : Theme.card
                }
                contentItem: Item {
                    Column {
                        anchors { left: parent.left; leftMargin: Theme.u(32); right: arrow.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
                        Words {
                            objectName: "may-elide"
                            width: parent.width
                            text: row.text
                            maximumLineCount: 1
                            wrapMode: Text.NoWrap
                            elide: Text.ElideMiddle
                        }
                        Words {
                            text: row.modelData.where + " · " + row.modelData.size
                            size: Theme.tiny
                            color: Theme.quiet
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
}
