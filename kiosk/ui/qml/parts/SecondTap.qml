// A question with its second tap: what would happen, no and yes.
import QtQuick
import QtQuick.Layouts
import ".."

Page {
    id: page
    property string icon_name
    property string tone: "warning"
    property string kind: "primary"
    shows_back: false
    shows_cancel: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: page.icon_name; tone: page.tone }
        GridLayout {
            Layout.fillWidth: true
            columns: Theme.portrait ? 2 : 1
            columnSpacing: Theme.u(24)
            rowSpacing: Theme.u(24)
            uniformCellWidths: true
            BigButton {
                objectName: "back"
                Layout.fillWidth: true
                Layout.row: Theme.portrait ? 0 : 1
                Layout.column: 0
                kind: "plain"
                text: page.vm.no
                onClicked: actions.back()
            }
            BigButton {
                objectName: "confirm"
                Layout.fillWidth: true
                Layout.row: 0
                Layout.column: Theme.portrait ? 1 : 0
                kind: page.kind
                text: page.vm.yes
                onClicked: actions.confirm()
            }
        }
    }
}
