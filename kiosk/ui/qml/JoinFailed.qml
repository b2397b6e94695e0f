// The face was not captured: in time, or because the camera or the models went away.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "scan"; tone: "warning" }
        Notice {
            Layout.fillWidth: true
            text: page.vm.tip
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(24)
            uniformCellSizes: true
            BigButton {
                objectName: "confirm"
                Layout.fillWidth: true
                kind: "plain"
                text: page.vm.without
                onClicked: actions.confirm()
            }
            BigButton {
                objectName: "retry"
                Layout.fillWidth: true
                icon_name: "restart"
                enabled: page.vm.can_retry
                text: page.vm.retry
                onClicked: actions.retry()
            }
        }
    }
}
