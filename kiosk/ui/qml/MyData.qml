// What is kept of a member, and what can be deleted.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_cancel: false
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(40)
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(28)
            Words {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.u(Theme.portrait ? 72 : 60)
            }
            Words {
                Layout.fillWidth: true
                text: page.vm.body
                size: Theme.lead
                color: Theme.quiet
            }
            Card {
                Layout.fillWidth: true
                implicitHeight: facts.implicitHeight + Theme.u(64)
                Facts {
                    id: facts
                    anchors.centerIn: parent
                    width: parent.width - Theme.u(80)
                    rows: page.vm.facts
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(24)
            Notice {
                objectName: "failed"
                Layout.fillWidth: true
                tone: "bad"
                text: page.vm.failed
            }
            Notice {
                objectName: "leaving"
                Layout.fillWidth: true
                icon_name: "trash"
                text: page.vm.leaving
            }
            Notice {
                objectName: "agreed"
                Layout.fillWidth: true
                tone: page.vm.agreed_tone
                text: page.vm.agreed
            }
            Repeater {
                model: page.vm.agreements
                BigButton {
                    required property var modelData
                    objectName: modelData.name + "-" + modelData.rail
                    Layout.fillWidth: true
                    kind: modelData.name === "agree" ? "primary" : "plain"
                    tint: Theme.railInk(modelData.rail)
                    icon_name: modelData.name === "agree" ? "qr" : ""
                    text: modelData.text
                    onClicked: modelData.name === "agree" ? actions.agree(modelData.rail) : actions.end_agreement(modelData.rail)
                }
            }
            Notice {
                objectName: "retaken"
                Layout.fillWidth: true
                tone: page.vm.retaken_tone
                text: page.vm.retaken
            }
            RowLayout {
                Layout.fillWidth: true
                visible: page.vm.retake !== "" || page.vm.forget_face !== ""
                spacing: Theme.u(24)
                BigButton {
                    objectName: "retake"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    visible: text !== ""
                    kind: "plain"
                    icon_name: "face"
                    size: Theme.body
                    text: page.vm.retake
                    onClicked: actions.retake_face()
                }
                BigButton {
                    objectName: "forget-face"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    visible: text !== ""
                    kind: "plain"
                    icon_name: "trash"
                    size: Theme.body
                    text: page.vm.forget_face
                    onClicked: actions.forget_face()
                }
            }
            BigButton {
                objectName: "add-face"
                Layout.fillWidth: true
                visible: text !== ""
                kind: "plain"
                icon_name: "face"
                text: page.vm.add_face
                onClicked: actions.add_face()
            }
            BigButton {
                objectName: "forget-all"
                Layout.fillWidth: true
                visible: text !== ""
                kind: "plain"
                icon_name: "trash"
                text: page.vm.forget_all
                onClicked: actions.forget_all()
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
