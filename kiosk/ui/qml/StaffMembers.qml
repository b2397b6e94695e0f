// Find a member by any digits of the phone number.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(56)
        rowSpacing: Theme.u(24)
        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Theme.portrait ? 1 : 0.8
            spacing: Theme.u(20)
            TypedField {
                objectName: "typed"
                Layout.fillWidth: true
                implicitHeight: Theme.u(108)
                text: keypad.typed
                hint: page.vm.search
            }
            Keypad {
                id: keypad
                Layout.fillWidth: true
                implicitHeight: Theme.u(Theme.portrait ? 470 : 524)
                length: page.vm.length
                least: 0
                ok_text: page.vm.find
                erase_text: page.vm.erase
                onGiven: digits => actions.search_members(digits)
            }
        }
        RowList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            nothing: page.vm.none
            model: page.vm.rows
            delegate: AbstractButton {
                id: row
                required property var modelData
                objectName: "member-" + modelData.id
                text: modelData.name
                width: ListView.view.width
                height: Theme.u(128)
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.Button
                Accessible.name: text
                onClicked: actions.choose_member(modelData.id)
                background: Rectangle {
                    radius: Theme.smallRadius
                    color: row.down ? Theme.accentSoft : Theme.card
                }
                contentItem: Item {
                    Column {
                        x: Theme.u(32)
                        anchors.verticalCenter: parent.verticalCenter
                        Words { text: row.modelData.name + "   " + row.modelData.phone; wrapMode: Text.NoWrap }
                        Words { text: row.modelData.ways; size: Theme.tiny; color: Theme.quiet; wrapMode: Text.NoWrap }
                    }
                    Words {
                        anchors { right: arrow.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
                        text: row.modelData.balance
                        color: Theme.accent
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
