// One decision about a face: what was asked, why, and what the shopper read.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    GridLayout {
        width: parent.width
        columnSpacing: Theme.u(48)
        rowSpacing: Theme.gap
        Card {
            Layout.row: 0
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            implicitHeight: facts.implicitHeight + Theme.u(40)
            Facts {
                id: facts
                anchors.centerIn: parent
                width: parent.width - Theme.u(72)
                rows: page.vm.facts
            }
        }
        Card {
            Layout.row: Theme.portrait ? 1 : 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.rowSpan: Theme.portrait ? 1 : 2
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            implicitHeight: said.implicitHeight + Theme.u(64)
            Column {
                id: said
                anchors.centerIn: parent
                width: parent.width - Theme.u(72)
                spacing: Theme.u(12)
                Words { text: page.vm.why_title; size: Theme.small; color: Theme.quiet }
                Repeater {
                    model: page.vm.reasons
                    Words {
                        required property string modelData
                        width: said.width
                        text: modelData
                    }
                }
                Item { width: 1; height: Theme.u(12) }
                Words { text: page.vm.told_title; size: Theme.small; color: Theme.quiet }
                Sentence { width: parent.width; text: page.vm.told; size: Theme.body }
            }
        }
        RowLayout {
            Layout.row: Theme.portrait ? 2 : 1
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.u(16)
            BigButton {
                objectName: "order"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                implicitHeight: Theme.touch
                visible: text !== ""
                kind: "plain"
                size: Theme.small
                icon_name: "receipt"
                text: page.vm.order
                onClicked: decision_actions.order()
            }
            BigButton {
                objectName: "record"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                implicitHeight: Theme.touch
                visible: text !== ""
                kind: "plain"
                size: Theme.small
                icon_name: "user"
                text: page.vm.record
                onClicked: decision_actions.record()
            }
        }
    }
}
