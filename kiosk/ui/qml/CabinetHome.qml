// Nobody is here: a button for each door with what is behind it; lockers as tiles.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "."
import "parts"

Item {
    id: page
    property var vm
    readonly property bool has_many: vm.doors.length > 3
    readonly property bool has_some: vm.doors.length > 1

    GridLayout {
        anchors {
            fill: parent
            leftMargin: Theme.edge; rightMargin: Theme.edge
            topMargin: Theme.u(Theme.portrait ? (page.has_some ? 32 : 120) : 0)
            bottomMargin: Theme.u(Theme.portrait ? 56 : 24)
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
                visible: !Theme.portrait || !page.has_some  // the doors themselves are seen below
                name: "locks"
                size: Theme.u(Theme.portrait ? 180 : 140)
                weight: 1.2
                color: Theme.mint
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.hello
                size: Theme.u(Theme.portrait && !page.has_some ? 104 : 92)
                lineHeight: 0.95
                color: Theme.overNight
            }
            Sentence {
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
            spacing: Theme.u(Theme.portrait && !page.has_many ? 40 : 24)
            Item { Layout.fillHeight: true; visible: !page.has_many }
            Flickable {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: contentHeight
                Layout.maximumHeight: contentHeight
                visible: !page.has_many
                contentHeight: doors.implicitHeight
                interactive: contentHeight > height
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                ColumnLayout {
                    id: doors
                    width: parent.width
                    spacing: Theme.u(Theme.portrait ? 40 : 20)
                    Repeater {
                        model: page.has_many ? [] : page.vm.doors
                        ColumnLayout {
                            id: door
                            required property var modelData
                            Layout.fillWidth: true
                            spacing: Theme.u(Theme.portrait ? 16 : 12)
                            BigButton {
                                objectName: "open-" + door.modelData.cabinet + "-" + door.modelData.door
                                Layout.fillWidth: true
                                implicitHeight: Theme.u(!page.has_some ? 200 : Theme.portrait ? 136 : 116)
                                kind: "mint"
                                size: Theme.heading
                                icon_name: "locks"
                                enabled: door.modelData.why_not === ""
                                text: door.modelData.text
                                onClicked: cabinet_actions.open(door.modelData.cabinet, door.modelData.door)
                            }
                            Words {
                                Layout.fillWidth: true
                                visible: text !== ""
                                text: door.modelData.why_not
                                size: Theme.small
                                color: Theme.quietOverNight
                                horizontalAlignment: Text.AlignHCenter
                            }
                            GoodsStrip {
                                Layout.fillWidth: true
                                visible: goods.length > 0
                                goods: door.modelData.goods
                            }
                        }
                    }
                }
            }
            GridView {
                id: lockers
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.topMargin: Theme.u(Theme.portrait ? 0 : 24)
                Layout.leftMargin: -Theme.u(10)  // that of the tiles in their cells
                Layout.rightMargin: -Theme.u(10)
                visible: page.has_many
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                interactive: contentHeight > height
                cellWidth: Math.floor(width / Math.max(2, Math.floor(width / Theme.u(300))))
                cellHeight: Theme.u(340)
                model: page.has_many ? page.vm.doors : []
                ScrollBar.vertical: ScrollBar { policy: ScrollBar.AsNeeded; width: Theme.u(12) }
                delegate: Item {
                    required property var modelData
                    width: lockers.cellWidth
                    height: lockers.cellHeight
                    DoorTile {
                        anchors { fill: parent; margins: Theme.u(10) }
                        door: modelData
                    }
                }
            }
            BigButton {
                objectName: "join"
                Layout.fillWidth: true
                implicitHeight: Theme.u(Theme.portrait || !page.has_some ? 136 : 108)
                kind: "ghost"
                icon_name: "join"
                text: page.vm.join
                onClicked: actions.join()
            }
            Item { Layout.fillHeight: true; visible: !page.has_many }
        }
    }
}
