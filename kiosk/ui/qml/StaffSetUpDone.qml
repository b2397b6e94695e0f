// What was learnt of a cabinet: each part can be done once more, then all is written at one tap.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    shows_cancel: !page.vm.is_written
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Notice { objectName: "news"; Layout.fillWidth: true; text: page.vm.news; tone: page.vm.tone }
        Repeater {
            model: page.vm.clashes
            Notice {
                required property string modelData
                Layout.fillWidth: true
                text: modelData
                tone: "warning"
            }
        }
        RowList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: page.vm.rows
            nothing: page.vm.none
            delegate: Card {
                id: row
                required property var modelData
                width: ListView.view.width - Theme.u(16)
                implicitHeight: Math.max(Theme.u(128), words.implicitHeight + Theme.u(48))
                lift: 0
                Rectangle {
                    x: Theme.u(28)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.u(64)
                    height: width
                    radius: width / 2
                    color: Theme.toneSoft(row.modelData.tone)
                    Icon {
                        anchors.centerIn: parent
                        name: row.modelData.tone === "good" ? "check" : row.modelData.tone === "warning" ? "warn" : "minus"
                        size: Theme.u(38)
                        color: Theme.toneInk(row.modelData.tone)
                    }
                }
                Column {
                    id: words
                    x: Theme.u(120)
                    width: parent.width - x - (redo.visible ? redo.width + Theme.u(56) : Theme.u(32))
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.u(6)
                    Words { width: parent.width; text: row.modelData.name; size: Theme.body }
                    Words {
                        width: parent.width
                        text: row.modelData.detail
                        size: Theme.small
                        color: row.modelData.tone === "warning" ? Theme.warning : Theme.quiet
                    }
                }
                BigButton {
                    id: redo
                    objectName: "redo-" + row.modelData.part + "-" + row.modelData.place
                    visible: row.modelData.can_redo
                    anchors { right: parent.right; rightMargin: Theme.u(24); verticalCenter: parent.verticalCenter }
                    height: Theme.touch
                    kind: "plain"
                    size: Theme.small
                    text: page.vm.redo
                    onClicked: setup_actions.once_more(row.modelData.part, row.modelData.place)
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.u(8)
            spacing: Theme.gap
            BigButton {
                objectName: "searchAgain"
                visible: !page.vm.is_written
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "plain"
                size: Theme.body
                text: page.vm.search_again
                onClicked: setup_actions.search_again()
            }
            BigButton {
                objectName: "undo"
                visible: page.vm.is_written && text !== ""
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "plain"
                size: Theme.body
                text: page.vm.undo
                onClicked: setup_actions.undo()
            }
            BigButton {
                objectName: page.vm.is_written ? "finish" : "write"
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                enabled: page.vm.is_written || page.vm.can_write
                icon_name: "check"
                text: page.vm.is_written ? page.vm.finish : page.vm.write
                onClicked: page.vm.is_written ? actions.cancel() : setup_actions.write()
            }
        }
    }
}
