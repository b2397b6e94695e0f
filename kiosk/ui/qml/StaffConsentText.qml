// What a member said yes to, word for word as it was shown.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    GridLayout {
        width: parent.width
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(48)
        rowSpacing: Theme.u(32)
        Card {
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            Layout.alignment: Qt.AlignTop
            implicitHeight: facts.implicitHeight + Theme.u(48)
            Facts {
                id: facts
                anchors.centerIn: parent
                width: parent.width - Theme.u(72)
                rows: page.vm.facts
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.preferredWidth: 4
            Layout.alignment: Qt.AlignTop
            implicitHeight: wording.implicitHeight + Theme.u(72)
            Column {
                id: wording
                anchors.centerIn: parent
                width: parent.width - Theme.u(80)
                spacing: Theme.u(24)
                Words { text: page.vm.text_title; size: Theme.small; color: Theme.quiet }
                Repeater {
                    model: page.vm.lines
                    Words {
                        required property string modelData
                        width: wording.width
                        text: modelData
                        size: Theme.body
                        lineHeight: 1.1
                    }
                }
            }
        }
    }
}
