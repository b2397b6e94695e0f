// Nobody is here: one button for each door of the cabinets.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Item {
    id: page
    property var vm
    readonly property bool has_many: vm.doors.length > 3

    GridLayout {
        anchors {
            fill: parent
            leftMargin: Theme.edge; rightMargin: Theme.edge
            topMargin: Theme.u(Theme.portrait ? 120 : 0); bottomMargin: Theme.u(72)
        }
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(96)
        rowSpacing: Theme.u(56)
        uniformCellWidths: true

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: !Theme.portrait
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(32)
            Item { Layout.fillHeight: true }
            Icon {
                name: "locks"
                size: Theme.u(Theme.portrait ? 180 : 140)
                weight: 1.2
                color: Theme.mint
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.hello
                size: Theme.u(Theme.portrait ? 104 : 92)
                lineHeight: 0.95
                color: Theme.overNight
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.tagline
                size: Theme.lead
                color: Theme.quietOverNight
            }
            Item { Layout.fillHeight: true }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(28)
            Item { Layout.fillHeight: true }
            GridLayout {
                Layout.fillWidth: true
                columns: page.has_many ? 2 : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                uniformCellWidths: true
                Repeater {
                    model: page.vm.doors
                    ColumnLayout {
                        id: door
                        required property var modelData
                        Layout.fillWidth: true
                        spacing: Theme.u(12)
                        BigButton {
                            objectName: "open-" + door.modelData.cabinet + "-" + door.modelData.door
                            Layout.fillWidth: true
                            implicitHeight: Theme.u(page.has_many ? 136 : 184)
                            kind: "mint"
                            size: page.has_many ? Theme.body : Theme.heading
                            icon_name: "locks"
                            enabled: door.modelData.why_not === ""
                            text: door.modelData.text
                            onClicked: cabinet_actions.open(door.modelData.cabinet, door.modelData.door)
                        }
                        Words {
                            Layout.fillWidth: true
                            visible: text !== ""
                            text: door.modelData.why_not !== "" ? door.modelData.why_not : door.modelData.good
                            size: Theme.small
                            color: Theme.quietOverNight
                            horizontalAlignment: Text.AlignHCenter
                        }
                    }
                }
            }
            BigButton {
                objectName: "join"
                Layout.fillWidth: true
                kind: "ghost"
                icon_name: "join"
                text: page.vm.join
                onClicked: actions.join()
            }
            Item { Layout.fillHeight: true }
        }
    }
}
