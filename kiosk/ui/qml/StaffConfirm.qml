// The second tap before something that cannot be undone.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    readonly property bool is_grave: vm.question === "forget"
    readonly property var icons: ({
        top_up: "wallet", forget: "trash", open_door: "locks", restart: "restart",
        clock: "clock", clock_ahead: "clock"
    })
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign {
            anchors.fill: parent
            icon_name: page.icons[page.vm.question]
            tone: page.is_grave ? "bad" : "warning"
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(24)
            uniformCellSizes: true
            BigButton {
                objectName: "back"
                Layout.fillWidth: true
                kind: "plain"
                text: page.vm.no
                onClicked: actions.back()
            }
            BigButton {
                objectName: "confirm"
                Layout.fillWidth: true
                kind: page.is_grave ? "danger" : "primary"
                text: page.vm.yes
                onClicked: actions.confirm()
            }
        }
    }
}
