// What is bought, and two ways to pay for it, equally large.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(64)
        rowSpacing: Theme.u(36)

        Words {
            Layout.fillWidth: true
            Layout.columnSpan: parent.columns
            text: page.vm.title
            size: Theme.title
        }
        CartCard {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(640)
            Layout.fillHeight: true
            Layout.maximumHeight: wanted
            Layout.alignment: Qt.AlignTop
            lines: page.vm.lines
            items: page.vm.items
            total: page.vm.total
            total_label: page.vm.total_label
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.u(1072)
            spacing: Theme.u(Theme.portrait ? 36 : 16)
            RowLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.u(Theme.portrait ? 560 : 400)
                spacing: Theme.u(32)
                uniformCellSizes: true
                WayCard {
                    objectName: "payByFace"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    icon_name: "scan"
                    text: page.vm.face
                    hint: page.vm.face_hint
                    why_not: page.vm.why_no_face
                    onClicked: actions.pay_by_face()
                }
                WayCard {
                    objectName: "payByPhone"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    icon_name: "phone"
                    text: page.vm.phone
                    hint: page.vm.phone_hint
                    onClicked: actions.pay_by_phone()
                }
            }
            JoinLine {
                Layout.fillWidth: true
                question: page.vm.only_members
                answer: page.vm.join
            }
        }
    }
}
