// What goes back of an order, and why.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.left
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(56)
        rowSpacing: Theme.gap
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            spacing: Theme.gap
            RefundLines {
                Layout.fillWidth: true
                Layout.fillHeight: true
                lines: page.vm.lines
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap
                uniformCellSizes: true
                BigButton {
                    objectName: "all"
                    Layout.fillWidth: true
                    kind: "plain"
                    size: Theme.small
                    text: page.vm.all
                    onClicked: staff_actions.refund_all()
                }
                BigButton {
                    objectName: "byHand"
                    Layout.fillWidth: true
                    kind: page.vm.is_by_hand ? "mint" : "plain"
                    size: Theme.small
                    text: page.vm.by_hand
                    onClicked: staff_actions.refund_amount()
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: !Theme.portrait
            Layout.preferredWidth: 1
            spacing: Theme.u(16)
            Words { text: page.vm.why; size: Theme.lead }
            GridLayout {
                Layout.fillWidth: true
                columns: 2
                columnSpacing: Theme.u(16)
                rowSpacing: Theme.u(16)
                uniformCellWidths: true
                Repeater {
                    model: page.vm.reasons
                    BigButton {
                        required property var modelData
                        objectName: "reason-" + modelData.id
                        Layout.fillWidth: true
                        implicitHeight: Theme.touch
                        kind: modelData.is_chosen ? "mint" : "plain"
                        size: Theme.small
                        text: modelData.name
                        onClicked: staff_actions.choose_reason(modelData.id)
                    }
                }
            }
            Item { Layout.fillHeight: !Theme.portrait }
            Words {
                Layout.fillWidth: true
                text: page.vm.hint
                size: Theme.small
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
            BigButton {
                objectName: "confirm"
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.u(8)
                enabled: page.vm.is_ready
                icon_name: "refund"
                text: page.vm.next
                onClicked: actions.confirm()
            }
        }
    }
}
