// The day-end: takings by way to pay, what is open, and what can be done.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.since
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Flickable {
            id: scroll
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: grid.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar { width: Theme.u(12) }
            GridLayout {
                id: grid
                width: scroll.width
                columns: Theme.portrait ? 1 : 2
                columnSpacing: Theme.u(40)
                rowSpacing: Theme.gap
                Card {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 3
                    Layout.alignment: Qt.AlignTop
                    implicitHeight: takings.implicitHeight + Theme.u(56)
                    TakingsTable {
                        id: takings
                        anchors.centerIn: parent
                        width: parent.width - Theme.u(64)
                        vm: page.vm
                    }
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 2
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.gap
                    Card {
                        Layout.fillWidth: true
                        implicitHeight: facts.implicitHeight + Theme.u(40)
                        Facts {
                            id: facts
                            anchors.centerIn: parent
                            width: parent.width - Theme.u(64)
                            rows: page.vm.facts
                        }
                    }
                    Card {
                        Layout.fillWidth: true
                        visible: page.vm.open_title !== ""
                        implicitHeight: open.implicitHeight + Theme.u(56)
                        OpenRows {
                            id: open
                            anchors.centerIn: parent
                            width: parent.width - Theme.u(64)
                            vm: page.vm
                        }
                    }
                }
            }
        }
        Notice { objectName: "exported"; Layout.fillWidth: true; tone: page.vm.exported_tone; text: page.vm.exported }
        GridLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.u(8)
            columns: Theme.portrait ? 2 : 5
            columnSpacing: Theme.u(16)
            rowSpacing: Theme.u(16)
            uniformCellWidths: true
            BigButton {
                objectName: "earlier"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                visible: page.vm.earlier !== ""
                kind: "plain"
                size: Theme.small
                icon_name: "back"
                text: page.vm.earlier
                onClicked: staff_actions.choose_day(page.vm.earlier_number)
            }
            BigButton {
                objectName: "later"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                visible: page.vm.later !== ""
                kind: "plain"
                size: Theme.small
                icon_name: "forward"
                icon_last: true
                text: page.vm.later
                onClicked: staff_actions.choose_day(page.vm.later_number)
            }
            BigButton {
                objectName: "bills"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                kind: "plain"
                size: Theme.small
                icon_name: "search"
                text: page.vm.bills
                onClicked: staff_actions.bills()
            }
            BigButton {
                objectName: "export"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                kind: "plain"
                size: Theme.small
                icon_name: "down"
                text: page.vm.export
                onClicked: staff_actions.export_day()
            }
            BigButton {
                objectName: "closeDay"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                visible: page.vm.close !== ""
                size: Theme.small
                icon_name: "lock"
                text: page.vm.close
                onClicked: staff_actions.close_day()
            }
        }
    }
}
