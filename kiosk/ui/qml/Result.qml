// Paid: the tick, the numbers to collect it by, the door, and the receipt.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(36)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(20)
            Tick {
                Layout.alignment: Qt.AlignHCenter
                implicitWidth: Theme.u(Theme.portrait ? 150 : 120)
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.title + "  " + page.vm.amount
                size: Theme.title
                horizontalAlignment: Text.AlignHCenter
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.balance === "" ? page.vm.payer : page.vm.payer + "  ·  " + page.vm.balance
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
            Card {
                Layout.fillWidth: true
                Layout.topMargin: Theme.u(20)
                implicitHeight: numbers.implicitHeight + Theme.u(72)
                Column {
                    id: numbers
                    anchors.centerIn: parent
                    width: parent.width - Theme.u(80)
                    spacing: Theme.u(4)
                    Words {
                        width: parent.width
                        text: page.vm.numbers_label
                        size: Theme.lead
                        color: Theme.quiet
                        horizontalAlignment: Text.AlignHCenter
                    }
                    Numbers {
                        width: parent.width
                        largest: Theme.u(Theme.portrait ? 330 : 270)
                        texts: page.vm.numbers
                    }
                    Words {
                        width: parent.width
                        text: page.vm.watch
                        size: Theme.body
                        color: Theme.quiet
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(24)
            Notice {
                objectName: "door"
                Layout.fillWidth: true
                text: page.vm.door
                tone: page.vm.door_tone
                icon_name: page.vm.door_tone === "bad" ? "warn" : "locks"
            }
            Notice {
                objectName: "printing"
                Layout.fillWidth: true
                text: page.vm.printing
                tone: page.vm.printing_tone
                icon_name: "printer"
            }
            Card {
                Layout.fillWidth: true
                visible: page.vm.qr !== ""
                implicitHeight: Theme.u(320)
                Image {
                    id: code
                    objectName: "qr"
                    x: Theme.u(40)
                    width: Theme.u(250)
                    height: width
                    anchors.verticalCenter: parent.verticalCenter
                    source: page.vm.qr
                    smooth: false
                    fillMode: Image.PreserveAspectFit
                    Accessible.role: Accessible.Graphic
                    Accessible.name: page.vm.qr_label
                }
                Words {
                    anchors { left: code.right; leftMargin: Theme.u(40); right: parent.right; rightMargin: Theme.u(40); verticalCenter: parent.verticalCenter }
                    text: page.vm.qr_label
                    size: Theme.lead
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.u(24)
                BigButton {
                    objectName: "print"
                    visible: page.vm.can_print
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    kind: "plain"
                    icon_name: "printer"
                    text: page.vm.print
                    onClicked: actions.print_receipt()
                }
                BigButton {
                    objectName: "done"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    text: page.vm.done
                    onClicked: actions.done()
                }
            }
        }
    }
}
