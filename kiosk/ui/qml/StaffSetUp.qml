// Before a cabinet is set up: what comes, what to have ready, and the way back.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.aside
    shows_cancel: false
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Sentence {
            Layout.fillWidth: true
            Layout.topMargin: Theme.u(16)
            visible: Theme.portrait
            text: page.vm.heading
            size: Theme.title
        }
        Sentence {
            Layout.fillWidth: true
            text: page.vm.body
            color: Theme.quiet
        }
        Notice { Layout.fillWidth: true; text: page.vm.news; tone: page.vm.tone }
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: Theme.portrait ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            uniformCellHeights: true
            Repeater {
                model: page.vm.points
                Card {
                    id: point
                    required property var modelData
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    CabinetPicture {
                        id: drawing
                        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: Theme.u(24) }
                        width: height
                        scene: point.modelData.picture
                        label: "1 kg"
                    }
                    Words {
                        id: caption
                        anchors {
                            left: drawing.right; right: parent.right
                            verticalCenter: parent.verticalCenter; margins: Theme.u(28)
                        }
                        text: point.modelData.text
                        size: Theme.portrait ? Theme.body : Theme.small
                    }
                }
            }
        }
        Notice { Layout.fillWidth: true; text: page.vm.needs }
        GridLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.u(8)
            columns: Theme.portrait ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.u(16)
            BigButton {
                objectName: "begin"
                Layout.fillWidth: true
                enabled: !page.vm.is_loading
                icon_name: "forward"
                text: page.vm.begin
                onClicked: setup_actions.begin(false)
            }
            BigButton {
                objectName: "anew"
                visible: text !== ""
                Layout.fillWidth: true
                kind: "plain"
                size: Theme.body
                text: page.vm.anew
                onClicked: setup_actions.begin(true)
            }
            BigButton {
                objectName: "undo"
                visible: text !== ""
                Layout.fillWidth: true
                kind: "plain"
                size: Theme.body
                text: page.vm.undo
                onClicked: setup_actions.undo()
            }
        }
    }
}
