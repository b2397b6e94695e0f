// The order waits for staff: its number, the amount, and how long it is kept.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "counter"; tone: "good" }
        Card {
            Layout.fillWidth: true
            implicitHeight: rows.implicitHeight + Theme.u(80)
            ColumnLayout {
                id: rows
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.u(48) }
                spacing: Theme.u(12)
                Words {
                    Layout.fillWidth: true
                    text: page.vm.number_label
                    color: Theme.quiet
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    objectName: "number"
                    Layout.fillWidth: true
                    text: page.vm.number
                    size: Theme.hero
                    horizontalAlignment: Text.AlignHCenter
                }
                RowLayout {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.u(16)
                    Countdown {
                        valid_s: page.vm.valid_s
                        what: page.vm.seconds_left
                    }
                    Words {
                        objectName: "amount"
                        Layout.fillWidth: true
                        text: page.vm.amount
                        size: Theme.title
                        color: Theme.accent
                        horizontalAlignment: Text.AlignRight
                    }
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(24)
            BigButton {
                objectName: "cancel"
                Layout.fillWidth: true
                kind: "plain"
                icon_name: "stop"
                text: page.vm.stop
                onClicked: actions.cancel()
            }
            BigButton {
                objectName: "staff"
                kind: "quiet"
                icon_name: "user"
                size: Theme.body
                text: page.vm.staff
                onClicked: actions.knock()
            }
        }
    }
}
