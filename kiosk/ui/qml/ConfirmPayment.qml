// Name, amount, one tap. The amount is on the button; "not you?" is right below it.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(48)

        CartCard {
            Layout.row: Theme.portrait ? 1 : 0
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            Layout.maximumHeight: wanted
            lines: page.vm.lines
            items: page.vm.items
            total: page.vm.total
            total_label: page.vm.total_label
        }
        ColumnLayout {
            Layout.row: 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.u(24)
            Ring {
                Layout.alignment: Qt.AlignHCenter
                implicitWidth: Theme.u(Theme.portrait ? 280 : 240)
                implicitHeight: implicitWidth
                thickness: Theme.u(12)
                shown: 1
                NumberAnimation on shown {
                    from: 1
                    to: 0
                    duration: page.vm.valid_s * 1000
                    running: true
                }
                Rectangle {
                    anchors { fill: parent; margins: Theme.u(24) }
                    radius: width / 2
                    color: Theme.accentSoft
                    Words {
                        anchors.centerIn: parent
                        text: page.vm.letter
                        size: Theme.hero
                        color: Theme.accent
                    }
                }
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.title
                horizontalAlignment: Text.AlignHCenter
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.how
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
        }
        ColumnLayout {
            Layout.row: Theme.portrait ? 2 : 1
            Layout.columnSpan: Theme.portrait ? 1 : 2
            Layout.fillWidth: true
            spacing: Theme.u(20)
            BigButton {
                objectName: "confirm"
                Layout.fillWidth: true
                implicitHeight: Theme.u(176)
                size: Theme.heading
                text: page.vm.pay
                onClicked: actions.confirm()
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
