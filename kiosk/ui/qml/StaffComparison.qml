// A bill against our books: each difference, and what to do about it.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.fees
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Notice { objectName: "summary"; Layout.fillWidth: true; tone: page.vm.tone; text: page.vm.summary }
        Notice { objectName: "exported"; Layout.fillWidth: true; tone: page.vm.exported_tone; text: page.vm.exported }
        RowList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: page.vm.rows
            delegate: Rectangle {
                id: row
                required property var modelData
                width: ListView.view.width
                height: inside.implicitHeight + Theme.u(48)
                radius: Theme.smallRadius
                color: Theme.card
                ColumnLayout {
                    id: inside
                    anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.u(32) }
                    spacing: Theme.u(8)
                    Words { Layout.fillWidth: true; text: row.modelData.name; color: Theme.bad }
                    Words { Layout.fillWidth: true; text: row.modelData.advice; size: Theme.small }
                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.u(32)
                        Words { text: row.modelData.ours; size: Theme.tiny; wrapMode: Text.NoWrap }
                        Words { text: row.modelData.theirs; size: Theme.tiny; wrapMode: Text.NoWrap }
                        Words {
                            Layout.fillWidth: true
                            text: row.modelData.where
                            size: Theme.tiny
                            color: Theme.quiet
                            horizontalAlignment: Text.AlignRight
                        }
                    }
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.u(8)
            spacing: Theme.gap
            uniformCellSizes: true
            BigButton {
                objectName: "ask"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                kind: "plain"
                size: Theme.body
                icon_name: "restart"
                enabled: !page.vm.is_asking
                text: page.vm.ask
                onClicked: staff_actions.ask_again()
            }
            BigButton {
                objectName: "export"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                kind: "plain"
                size: Theme.body
                icon_name: "down"
                text: page.vm.export
                onClicked: staff_actions.export_day()
            }
        }
    }
}
