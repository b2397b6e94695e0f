// Payments and refunds without a result, and a button that asks the services again.
import QtQuick
import QtQuick.Layouts
import ".."

ColumnLayout {
    id: list
    property var vm
    spacing: Theme.u(14)
    Words { Layout.fillWidth: true; text: list.vm.open_title; size: Theme.body; color: Theme.warning }
    Repeater {
        model: list.vm.open
        ColumnLayout {
            id: row
            required property var modelData
            Layout.fillWidth: true
            spacing: 0
            RowLayout {
                Layout.fillWidth: true
                Words {
                    Layout.fillWidth: true
                    text: row.modelData.state
                    size: Theme.small
                    color: Theme.toneInk(row.modelData.tone)
                }
                Words { text: row.modelData.amount; size: Theme.small; wrapMode: Text.NoWrap }
            }
            Words { Layout.fillWidth: true; text: row.modelData.what; size: Theme.tiny; color: Theme.quiet }
        }
    }
    BigButton {
        objectName: "ask"
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(8)
        kind: "plain"
        size: Theme.small
        icon_name: "restart"
        enabled: !list.vm.is_asking
        text: list.vm.ask
        onClicked: staff_actions.ask_again()
    }
}
