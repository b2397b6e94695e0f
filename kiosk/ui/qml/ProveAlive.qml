// One gesture after the other, in pictures: an arrow beside the live picture, a head that shows it.
import QtQuick
import QtQuick.Layouts
import Kaimen
import "."
import "parts"

Page {
    id: page
    readonly property bool is_across: vm.gesture === "left" || vm.gesture === "right"
    readonly property int sign: vm.gesture === "left" || vm.gesture === "up" ? -1 : 1

    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(32)

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Ring {
                id: ring
                objectName: "framing"
                width: Math.min(parent.width, parent.height, Theme.u(860))
                height: width
                anchors.centerIn: parent
                thickness: Theme.u(26)
                progress: page.vm.progress
                track: page.vm.tone === "warning" ? Theme.warningLine : Theme.line
                Rectangle {
                    anchors { fill: parent; margins: Theme.u(40) }
                    radius: width / 2
                    color: Theme.sunk
                    visible: !picture.is_live
                    Icon {
                        anchors.centerIn: parent
                        name: "scan"
                        size: parent.width * 0.4
                        weight: 0.8
                        color: Theme.quiet
                    }
                }
                PreviewItem {
                    id: picture
                    source: preview
                    objectName: "preview"
                    anchors { fill: parent; margins: Theme.u(40) }
                }
                Rectangle {
                    id: arrow
                    objectName: "gesture-" + page.vm.gesture
                    visible: page.vm.gesture !== ""
                    width: Theme.u(200); height: width; radius: width / 2
                    color: Theme.accent
                    border { width: Theme.u(10); color: Theme.paper }
                    property real push: 0
                    x: ring.width / 2 - width / 2 + (page.is_across ? page.sign * (ring.width / 2 - width * 0.55 + push) : 0)
                    y: ring.height / 2 - height / 2 + (page.is_across ? 0 : page.sign * (ring.height / 2 - height * 0.55 + push))
                    Icon {
                        anchors.centerIn: parent
                        name: page.vm.arrow
                        size: parent.width * 0.6
                        weight: 2.6
                        color: Theme.overAccent
                    }
                    SequentialAnimation on push {
                        running: arrow.visible && Theme.has_motion
                        loops: Animation.Infinite
                        NumberAnimation { from: -Theme.u(22); to: Theme.u(14); duration: 520; easing.type: Easing.InOutQuad }
                        NumberAnimation { from: Theme.u(14); to: -Theme.u(22); duration: 520; easing.type: Easing.InOutQuad }
                    }
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.u(20)
            Words {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.lead
                color: Theme.quiet
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.u(36)
                Head {
                    Layout.preferredWidth: Theme.u(200)
                    Layout.preferredHeight: Theme.u(210)
                    gesture: page.vm.gesture
                }
                Sentence {
                    objectName: "hint"
                    Layout.fillWidth: true
                    Layout.minimumHeight: Theme.u(Theme.portrait ? 210 : 190)
                    verticalAlignment: Text.AlignVCenter
                    text: page.vm.hint
                    size: Theme.u(Theme.portrait ? 72 : 64)
                    color: page.vm.tone === "warning" ? Theme.warning : Theme.ink
                    Accessible.role: Accessible.AlertMessage
                    Accessible.name: text
                }
            }
            Notice {
                objectName: "trouble"
                Layout.fillWidth: true
                visible: text !== ""
                text: page.vm.trouble
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.why
                size: Theme.small
                color: Theme.quiet
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            BigButton {
                objectName: page.vm.skips ? "skip" : "payByPhone"
                Layout.fillWidth: true
                kind: "plain"
                icon_name: ["retake", "add"].includes(page.vm.purpose) ? "back" : page.vm.skips ? "lock" : "phone"
                text: page.vm.other
                onClicked: page.vm.skips ? actions.skip() : actions.pay_by_phone()
            }
        }
    }
}
