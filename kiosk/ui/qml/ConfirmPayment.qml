// Name, amount, one tap. The amount is on the button; "not you?" is right below it.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    // A finger still on its way to the page before must not pay on this one; nor one that was
    // aimed at another button, when an answer about an agreement moves them.
    property bool is_ready: Theme.settle === 0
    readonly property string buttons: page.vm.rail + page.vm.others.length + "," + page.vm.greyed.length
    onButtonsChanged: is_ready = Theme.settle === 0
    Timer {
        interval: Theme.settle
        running: !page.is_ready
        onTriggered: page.is_ready = true
    }
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(Theme.portrait ? 36 : 56)

        Person {
            Layout.fillWidth: true
            Layout.fillHeight: Theme.portrait
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            letter: page.vm.letter
            title: page.vm.title
            how: page.vm.how
            valid_s: page.vm.valid_s
            is_small: page.vm.others.length + page.vm.greyed.length > 0 || page.vm.offline !== ""
        }
        ColumnLayout {
            Layout.row: Theme.portrait ? 1 : 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.rowSpan: Theme.portrait ? 1 : 2
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            Layout.maximumHeight: cart.wanted + (notice.visible ? notice.implicitHeight + spacing : 0)
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(24)
            CartCard {
                id: cart
                Layout.fillWidth: true
                Layout.fillHeight: true
                lines: page.vm.lines
                items: page.vm.items
                total: page.vm.total
                total_label: page.vm.total_label
            }
            Notice {
                id: notice
                objectName: "offline"
                Layout.fillWidth: true
                text: page.vm.offline
                tone: "warning"
                icon_name: "cloud"
            }
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
                enabled: page.is_ready && page.vm.can_pay
                Layout.fillWidth: true
                implicitHeight: Theme.u(176)
                size: Theme.heading
                tint: Theme.railInk(page.vm.rail)
                text: page.vm.pay
                // The rail that it names: what changed meanwhile must not charge another.
                onClicked: actions.pay_from(page.vm.rail)
            }
            Repeater {
                model: page.vm.others
                BigButton {
                    required property var modelData
                    objectName: "from-" + modelData.rail
                    enabled: page.is_ready
                    Layout.fillWidth: true
                    tint: Theme.railInk(modelData.rail)
                    text: modelData.text
                    onClicked: actions.pay_from(modelData.rail)
                }
            }
            Repeater {
                model: page.vm.greyed
                BigButton {
                    required property var modelData
                    objectName: "grey-" + modelData.rail
                    enabled: false
                    Layout.fillWidth: true
                    size: Theme.body
                    icon_name: "cloud"
                    text: modelData.text + " · " + modelData.why
                }
            }
            BigButton {
                objectName: "notMe"
                Layout.fillWidth: true
                kind: "plain"
                icon_name: "user"
                size: Theme.body
                text: page.vm.not_me
                onClicked: actions.not_me()
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
