// A code was read before the amount was seen: the amount on a button, and one tap.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    property bool is_ready: Theme.settle === 0
    Timer {
        interval: Theme.settle
        running: !page.is_ready
        onTriggered: page.is_ready = true
    }
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(36)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: Theme.portrait
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(16)
            Countdown {
                Layout.alignment: Theme.portrait ? Qt.AlignHCenter | Qt.AlignBottom : Qt.AlignLeft
                implicitWidth: Theme.u(Theme.portrait ? 260 : 180)
                color: Theme.railInk(page.vm.rail)
                valid_s: page.vm.valid_s
                what: page.vm.seconds_left
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.u(Theme.portrait ? 80 : 64)
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            Sentence {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                text: page.vm.how
                color: Theme.quiet
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
        }
        CartCard {
            Layout.row: Theme.portrait ? 1 : 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.rowSpan: Theme.portrait ? 1 : 2
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            Layout.maximumHeight: wanted
            Layout.alignment: Qt.AlignVCenter
            lines: page.vm.lines
            items: page.vm.items
            total: page.vm.total
            total_label: page.vm.total_label
        }
        ColumnLayout {
            Layout.row: Theme.portrait ? 2 : 1
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(20)
            BigButton {
                objectName: "confirm"
                enabled: page.is_ready
                Layout.fillWidth: true
                implicitHeight: Theme.u(176)
                size: Theme.heading
                tint: Theme.railInk(page.vm.rail)
                text: page.vm.pay
                onClicked: actions.confirm()
            }
            BigButton {
                objectName: "notNow"
                Layout.fillWidth: true
                kind: "plain"
                size: Theme.body
                text: page.vm.not_now
                onClicked: actions.back()
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.valid
                size: Theme.small
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}
