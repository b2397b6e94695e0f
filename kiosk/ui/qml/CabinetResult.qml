// How it ended at the cabinet, told plainly; and a way to say that it is not right.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: page.vm.icon; tone: page.vm.tone }
        CartCard {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(wanted, Theme.u(Theme.portrait ? 520 : 430))
            visible: page.vm.lines.length > 0
            lines: page.vm.lines
            items: page.vm.items
            total: page.vm.total
            total_label: page.vm.total_label
        }
        Notice {
            objectName: "disputed"
            Layout.fillWidth: true
            text: page.vm.disputed
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap
            uniformCellSizes: true
            BigButton {
                objectName: "dispute"
                Layout.fillWidth: true
                visible: text !== ""
                kind: "plain"
                icon_name: "question"
                text: page.vm.dispute
                onClicked: cabinet_actions.dispute()
            }
            BigButton {
                objectName: "done"
                Layout.fillWidth: true
                text: page.vm.done
                onClicked: actions.done()
            }
        }
    }
}
