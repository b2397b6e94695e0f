// One member: balance, top up, forget.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.phone
    GridLayout {
        width: parent.width
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(56)
        rowSpacing: Theme.u(32)
        Card {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            implicitHeight: column.implicitHeight + Theme.u(88)
            Column {
                id: column
                anchors.centerIn: parent
                width: parent.width - Theme.u(88)
                spacing: Theme.u(12)
                Words { text: page.vm.balance_label; color: Theme.quiet }
                Words {
                    text: page.vm.balance
                    size: Theme.hero
                    color: Theme.accent
                    wrapMode: Text.NoWrap
                }
                Facts { width: parent.width; rows: page.vm.facts }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap
            Notice {
                objectName: "topped-up"
                Layout.fillWidth: true
                tone: "good"
                text: page.vm.topped_up
            }
            Notice {
                objectName: "leaving"
                Layout.fillWidth: true
                icon_name: "trash"
                text: page.vm.leaving
            }
            BigButton {
                objectName: "topUp"
                Layout.fillWidth: true
                visible: text !== ""
                icon_name: "wallet"
                text: page.vm.top_up
                onClicked: actions.top_up()
            }
            BigButton {
                objectName: "record"
                Layout.fillWidth: true
                kind: "plain"
                icon_name: "scan"
                text: page.vm.record
                onClicked: decision_actions.record()
            }
            BigButton {
                objectName: "forget"
                Layout.fillWidth: true
                visible: text !== ""
                kind: "plain"
                icon_name: "trash"
                text: page.vm.forget
                onClicked: actions.delete_member()
            }
        }
    }
}
