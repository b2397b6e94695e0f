// The door is open: what was taken so far, and a reminder that grows louder.
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
        uniformCellWidths: true

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.u(28)
            Item { Layout.fillHeight: true; visible: !page.vm.has_cart || !Theme.portrait }
            CabinetPicture {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.u(240)
                Layout.preferredHeight: Theme.u(640)
                Layout.maximumHeight: Theme.u(640)
                Layout.maximumWidth: Theme.portrait ? parent.width : height
                scene: page.vm.tone === "good" ? "take" : "close"
                ground: Theme.toneSoft(page.vm.tone)
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.u(Theme.portrait ? 80 : 68)
                color: page.vm.tone === "bad" ? Theme.bad : Theme.ink
                SequentialAnimation on opacity {
                    running: page.vm.tone === "bad" && Theme.has_motion
                    loops: Animation.Infinite
                    NumberAnimation { to: 0.45; duration: 500 }
                    NumberAnimation { to: 1; duration: 500 }
                }
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            Sentence {
                Layout.fillWidth: true
                visible: text !== ""
                text: page.vm.hint
                size: Theme.lead
                color: Theme.quiet
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            Notice {
                objectName: "reminder"
                Layout.fillWidth: true
                text: page.vm.reminder
                tone: page.vm.tone
                icon_name: "bell"
            }
            Item { Layout.fillHeight: true; visible: !page.vm.has_cart || !Theme.portrait }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.vm.has_cart
            spacing: Theme.u(20)
            TakenList {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Math.min(wanted, Theme.u(560))
                Layout.maximumHeight: wanted
                Layout.alignment: Qt.AlignTop
                visible: page.vm.empty === ""
                lines: page.vm.lines
                looks: page.vm.looks
                items: page.vm.items
                total: page.vm.total
                total_label: page.vm.total_label
            }
            Words {
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: page.vm.empty !== ""
                text: page.vm.empty
                size: Theme.lead
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
            Notice {
                Layout.fillWidth: true
                text: page.vm.unsure
                icon_name: "clock"
            }
            Item { Layout.fillHeight: true; visible: page.vm.empty === "" }
        }
    }
}
