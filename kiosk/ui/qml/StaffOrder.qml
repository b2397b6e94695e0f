// One order: what is known about it, its lines, and door and printer.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.total
    Flickable {
        id: scroll
        anchors.fill: parent
        contentHeight: grid.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar { width: Theme.u(12) }
        GridLayout {
            id: grid
            width: scroll.width
            columns: Theme.portrait ? 1 : 2
            columnSpacing: Theme.u(56)
            rowSpacing: Theme.u(28)
            Card {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                implicitHeight: facts.implicitHeight + Theme.u(64)
                Facts {
                    id: facts
                    anchors.centerIn: parent
                    width: parent.width - Theme.u(80)
                    rows: page.vm.facts
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                spacing: Theme.gap
                Card {
                    Layout.fillWidth: true
                    visible: page.vm.lines.length > 0
                    implicitHeight: lines.implicitHeight + Theme.u(64)
                    Facts {
                        id: lines
                        anchors.centerIn: parent
                        width: parent.width - Theme.u(80)
                        rows: page.vm.lines.map(line => ({
                            label: line.name + "  × " + line.quantity, value: line.total
                        }))
                    }
                }
                Notice { Layout.fillWidth: true; text: page.vm.no_receipt }
                Notice {
                    objectName: "door"
                    Layout.fillWidth: true
                    text: page.vm.door
                    tone: page.vm.door_tone
                    icon_name: "locks"
                }
                Notice {
                    objectName: "printing"
                    Layout.fillWidth: true
                    text: page.vm.printing
                    tone: page.vm.printing_tone
                    icon_name: "printer"
                }
                BigButton {
                    objectName: "refund"
                    Layout.fillWidth: true
                    visible: text !== ""
                    kind: "plain"
                    size: Theme.body
                    icon_name: "refund"
                    text: page.vm.refund
                    onClicked: staff_actions.refund()
                }
                RowLayout {
                    Layout.fillWidth: true
                    visible: page.vm.open_door !== ""
                    spacing: Theme.gap
                    uniformCellSizes: true
                    BigButton {
                        objectName: "openDoor"
                        Layout.fillWidth: true
                        kind: "plain"
                        size: Theme.body
                        icon_name: "locks"
                        text: page.vm.open_door
                        onClicked: actions.open_door()
                    }
                    BigButton {
                        objectName: "print"
                        Layout.fillWidth: true
                        kind: "plain"
                        size: Theme.body
                        icon_name: "printer"
                        text: page.vm.print
                        onClicked: actions.print_receipt()
                    }
                }
                // Last: however many there are, they push no button away.
                Card {
                    objectName: "refunds"
                    Layout.fillWidth: true
                    visible: page.vm.refunds.length > 0
                    implicitHeight: refunds.implicitHeight + Theme.u(64)
                    RefundRows {
                        id: refunds
                        anchors.centerIn: parent
                        width: parent.width - Theme.u(80)
                        title: page.vm.refunds_title
                        rows: page.vm.refunds
                    }
                }
            }
        }
    }
}
