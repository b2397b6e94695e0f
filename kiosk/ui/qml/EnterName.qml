// A surname by its pinyin, letters as they are, or nothing.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

Page {
    id: page
    property string typed: ""
    readonly property string as_typed: typed.charAt(0) + typed.slice(1).toLowerCase()
    readonly property var found: vm.surnames.filter(name => name.pinyin.startsWith(typed.toLowerCase()))

    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(48)
        rowSpacing: Theme.u(20)
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.portrait ? 1 : 0.8
            spacing: Theme.u(8)
            Words {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.heading
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.body
                size: Theme.u(30)
                color: Theme.quiet
            }
            GridView {
                id: tiles
                objectName: "surnames"
                Layout.fillWidth: true
                Layout.leftMargin: -Theme.u(8)  // that of the tiles in their cells
                Layout.rightMargin: -Theme.u(8)
                Layout.fillHeight: true
                readonly property int columns: Math.max(4, Math.floor(width / Theme.u(186)))
                cellWidth: Math.floor(width / columns)
                cellHeight: Theme.u(140)
                clip: true
                reuseItems: true
                boundsBehavior: Flickable.StopAtBounds
                model: page.found
                ScrollBar.vertical: ScrollBar { width: Theme.u(12) }
                delegate: AbstractButton {
                    id: tile
                    required property var modelData
                    objectName: "surname-" + modelData.hanzi
                    text: modelData.hanzi
                    width: tiles.cellWidth
                    height: tiles.cellHeight
                    focusPolicy: Qt.NoFocus
                    Accessible.role: Accessible.Button
                    Accessible.name: modelData.hanzi + " " + modelData.pinyin
                    onClicked: actions.enter_name(modelData.hanzi)
                    background: Item {
                        Rectangle {
                            anchors { fill: parent; margins: Theme.u(8) }
                            radius: Theme.smallRadius
                            color: tile.down ? Theme.accentSoft : Theme.card
                            border.width: Theme.hair
                            border.color: Theme.line
                        }
                    }
                    contentItem: Item {
                        Column {
                            anchors.centerIn: parent
                            Words {
                                anchors.horizontalCenter: parent.horizontalCenter
                                text: tile.modelData.hanzi
                                size: Theme.u(46)
                                lineHeight: 1
                                wrapMode: Text.NoWrap
                            }
                            Words {
                                anchors.horizontalCenter: parent.horizontalCenter
                                text: tile.modelData.pinyin
                                size: Theme.tiny
                                lineHeight: 1
                                color: Theme.quiet
                                wrapMode: Text.NoWrap
                            }
                        }
                    }
                }
                Words {
                    visible: tiles.count === 0
                    anchors.centerIn: parent
                    text: page.vm.no_match
                    color: Theme.quiet
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(20)
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.u(20)
                TypedField {
                    objectName: "typed"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1.5
                    implicitHeight: Theme.u(108)
                    text: page.typed
                    hint: page.vm.typed
                }
                BigButton {
                    objectName: "as-typed"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    enabled: page.typed !== ""
                    implicitHeight: Theme.u(108)
                    size: Theme.body
                    text: page.vm.as_typed.replace("%1", page.as_typed)
                    onClicked: actions.enter_name(page.as_typed)
                }
            }
            Keyboard {
                Layout.fillWidth: true
                can_erase: page.typed !== ""
                erase_text: page.vm.erase
                onPressed: letter => { if (page.typed.length < 14) page.typed += letter }
                onErased: page.typed = page.typed.slice(0, -1)
            }
            BigButton {
                objectName: "rather-not"
                Layout.fillWidth: true
                kind: "plain"
                size: Theme.body
                implicitHeight: Theme.u(108)
                text: page.vm.skip
                onClicked: actions.enter_name("")
            }
        }
    }
}
