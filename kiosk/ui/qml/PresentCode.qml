// The amount, and a phone held to the scanner: reading its code here is the yes to the amount.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(32)

        PhoneScene {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.maximumHeight: Theme.u(Theme.portrait ? 720 : 760)
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(20)
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.title
                horizontalAlignment: page.alignment
            }
            Words {
                objectName: "amount"
                Layout.fillWidth: true
                text: page.vm.amount
                size: Theme.u(Theme.portrait ? 150 : 130)
                color: Theme.accent
                horizontalAlignment: page.alignment
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.how
                size: Theme.lead
                horizontalAlignment: page.alignment
            }
            Words {
                Layout.fillWidth: true
                visible: page.vm.trouble === ""
                text: page.vm.consent
                color: Theme.quiet
                horizontalAlignment: page.alignment
            }
            Notice {
                objectName: "trouble"
                Layout.fillWidth: true
                text: page.vm.trouble
                tone: "warning"
            }
            Countdown {
                Layout.topMargin: Theme.u(12)
                Layout.alignment: Theme.portrait ? Qt.AlignHCenter : Qt.AlignLeft
                valid_s: page.vm.valid_s
                what: page.vm.seconds_left
            }
        }
    }
    readonly property int alignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
}
