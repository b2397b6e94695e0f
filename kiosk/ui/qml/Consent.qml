// Consent to face recognition: what, where, why, how to undo it; yes and no equally large.
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
            spacing: Theme.u(Theme.portrait ? 20 : 28)
            Item { Layout.fillHeight: true }
            Sign {
                implicitWidth: Theme.u(Theme.portrait ? 130 : 150)
                visible: page.vm.why_no_face === ""
                icon_name: "scan"
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
            ConsentLinks {
                Layout.fillWidth: true
                visible: !Theme.portrait
                guardian: page.vm.guardian
                my_data: page.vm.my_data
            }
            Item { Layout.fillHeight: true }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            spacing: Theme.u(24)
            Item { Layout.fillHeight: true; visible: !Theme.portrait }
            Card {
                Layout.fillWidth: true
                implicitHeight: points.implicitHeight + Theme.u(56)
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
                    objectName: "consent-no"
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(Theme.portrait ? 160 : 136)
                    kind: "plain"
                    size: Theme.u(38)
                    text: page.vm.no
                    onClicked: actions.consent_without_face()
                }
                BigButton {
                    objectName: "consent-yes"
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(Theme.portrait ? 160 : 136)
                    size: Theme.u(38)
                    enabled: page.vm.why_no_face === ""
                    text: page.vm.yes
                    onClicked: actions.consent_with_face()
                }
            }
            ConsentLinks {
                Layout.fillWidth: true
                visible: Theme.portrait
                guardian: page.vm.guardian
                my_data: page.vm.my_data
            }
            Item { Layout.fillHeight: true; visible: !Theme.portrait }
        }
    }
}
