// For the guardian of a child under 14: the same points, the same choice, a yes of their own.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_cancel: false
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(40)
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            spacing: Theme.u(28)
            Item { Layout.fillHeight: true }
            Sign {
                implicitWidth: Theme.u(Theme.portrait ? 130 : 150)
                visible: !Theme.portrait || page.vm.why_no_face === ""
                icon_name: "user"
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.u(Theme.portrait ? 80 : 68)
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.body
                size: Theme.lead
                color: Theme.quiet
            }
            Sentence {
                Layout.fillWidth: true
                visible: text !== ""
                text: page.vm.membership
                size: Theme.u(32)
                color: Theme.quiet
            }
            Item { Layout.fillHeight: true }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            spacing: Theme.u(Theme.portrait ? 32 : 24)
            Item { Layout.fillHeight: true; visible: !Theme.portrait }
            Card {
                Layout.fillWidth: true
                implicitHeight: points.implicitHeight + Theme.u(Theme.portrait ? 80 : 56)
                Points {
                    id: points
                    anchors.centerIn: parent
                    width: parent.width - Theme.u(80)
                    rows: page.vm.points
                }
            }
            Notice {
                objectName: "why-no-face"
                Layout.fillWidth: true
                tone: "warning"
                text: page.vm.why_no_face
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.u(24)
                uniformCellSizes: true
                BigButton {
                    objectName: "guardian-no"
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(Theme.portrait ? 160 : 136)
                    kind: "plain"
                    size: Theme.u(38)
                    text: page.vm.no
                    onClicked: actions.consent_without_face()
                }
                BigButton {
                    objectName: "guardian-yes"
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(Theme.portrait ? 160 : 136)
                    size: Theme.u(38)
                    enabled: page.vm.why_no_face === ""
                    text: page.vm.yes
                    onClicked: actions.consent_with_face()
                }
            }
            Item { Layout.fillHeight: true; visible: !Theme.portrait }
        }
    }
}
