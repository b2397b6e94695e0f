// The live picture in its ring. The light page is also a soft lamp for the face.
import QtQuick
import QtQuick.Layouts
import Kaimen
import "."
import "parts"

Page {
    id: page
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(40)

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Ring {
                id: ring
                objectName: "framing"
                width: Math.min(parent.width, parent.height, Theme.u(940))
                height: width
                anchors.centerIn: parent
                thickness: Theme.u(26)
                progress: page.vm.progress
                track: page.vm.tone === "warning" ? Theme.warningLine : Theme.line
                color: Theme.accent
                seeks: page.vm.progress === 0 && page.vm.tone !== "warning"
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
                    // Turned by the pictures themselves: it stands still when the camera does.
                    onPainted_anew: if (ring.seeks) ring.seek_angle = (ring.seek_angle + 4) % 360
                    objectName: "preview"
                    anchors { fill: parent; margins: Theme.u(40) }
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
            Sentence {
                id: hint
                objectName: "hint"
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.u(Theme.portrait ? 168 : 110)
                text: page.vm.hint
                size: Theme.u(Theme.portrait ? 72 : 64)
                color: page.vm.tone === "warning" ? Theme.warning
                     : page.vm.tone === "good" ? Theme.good : Theme.ink
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
                onTextChanged: change.restart()
                transform: Translate { id: rise }
                ParallelAnimation {
                    id: change
                    NumberAnimation { target: hint; property: "opacity"; from: 0.2; to: 1; duration: Theme.page }
                    NumberAnimation { target: rise; property: "y"; from: Theme.u(24); to: 0; duration: Theme.page; easing.type: Easing.OutCubic }
                }
            }
            Row {
                Layout.alignment: Theme.portrait ? Qt.AlignHCenter : Qt.AlignLeft
                spacing: Theme.u(16)
                Icon {
                    name: "lock"
                    size: Theme.u(36)
                    color: Theme.quiet
                    anchors.verticalCenter: parent.verticalCenter
                }
                Words {
                    text: page.vm.private
                    size: Theme.small
                    color: Theme.quiet
                    width: Math.min(implicitWidth, page.width * (Theme.portrait ? 0.8 : 0.38))
                }
            }
            Card {
                Layout.fillWidth: true
                visible: page.vm.total !== ""
                implicitHeight: Theme.u(132)
                Words {
                    x: Theme.u(40)
                    anchors.verticalCenter: parent.verticalCenter
                    text: page.vm.total_label
                }
                Words {
                    anchors { right: parent.right; rightMargin: Theme.u(40); verticalCenter: parent.verticalCenter }
                    text: page.vm.total
                    size: Theme.heading
                    color: Theme.accent
                    wrapMode: Text.NoWrap
                }
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
