// What went back of an order, one line each; a receipt can be printed where there is one.
import QtQuick
import QtQuick.Layouts
import ".."

ColumnLayout {
    id: list
    property string title
    property var rows: []
    spacing: Theme.u(12)
    Words { text: list.title; size: Theme.small; color: Theme.quiet }
    Repeater {
        model: list.rows
        RowLayout {
            id: row
            required property var modelData
            Layout.fillWidth: true
            spacing: Theme.u(20)
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                Words {
                    Layout.fillWidth: true
                    text: row.modelData.amount + " · " + row.modelData.state
                    size: Theme.small
                    color: Theme.toneInk(row.modelData.tone)
                }
                Words {
                    Layout.fillWidth: true
                    text: row.modelData.about
                    size: Theme.tiny
                    color: Theme.quiet
                    wrapMode: Text.WrapAnywhere
                }
            }
            RoundButton {
                objectName: "printRefund-" + row.modelData.id
                visible: row.modelData.print !== ""
                icon_name: "printer"
                text: row.modelData.print
                onClicked: staff_actions.print_refund(row.modelData.id)
            }
        }
    }
}
