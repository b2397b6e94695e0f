// Two ways to pay, equally large.
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
        rowSpacing: Theme.u(48)

        CartCard {
            Layout.row: Theme.portrait ? 1 : 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            Layout.maximumHeight: wanted
            Layout.alignment: Qt.AlignTop
            lines: page.vm.lines
            items: page.vm.items
            total: page.vm.total
            total_label: page.vm.total_label
        }
        ColumnLayout {
            Layout.row: Theme.portrait ? 0 : 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.portrait ? 1 : 1.35
            Layout.alignment: Qt.AlignTop
            spacing: Theme.u(40)
            Words {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.title
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.u(32)
                uniformCellSizes: true
                WayCard {
                    objectName: "payByFace"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.u(Theme.portrait ? 560 : 440)
                    Layout.maximumHeight: Theme.u(720)
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
                    Layout.minimumHeight: Theme.u(Theme.portrait ? 560 : 440)
                    Layout.maximumHeight: Theme.u(720)
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
