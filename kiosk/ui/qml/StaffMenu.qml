// Behind the staff door.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.kiosk
    shows_back: false
    shows_cancel: false
    readonly property var icons: ({
        status: "status", members: "user", orders: "receipt", queue: "bell", restart: "restart",
        counter: "counter", day_end: "report",
        reviews: "search", restock: "bag", commissioning: "wrench"
    })
    readonly property real tile_height: Theme.u(Theme.portrait ? 380 : 350)
    GridLayout {
        width: parent.width
        columns: Theme.portrait ? 2 : 4
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Repeater {
            model: page.vm.pages
            AbstractButton {
                id: tile
                required property var modelData
                objectName: "page-" + modelData.page
                text: modelData.name
                Layout.fillWidth: true
                implicitHeight: page.tile_height
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.Button
                Accessible.name: text
                onClicked: actions.choose_page(modelData.page)
                background: Card { color: tile.down ? Theme.accentSoft : Theme.card }
                contentItem: Item {
                    Column {
                        anchors { fill: parent; margins: Theme.u(40) }
                        spacing: Theme.u(14)
                        Icon {
                            name: page.icons[tile.modelData.page]
                            size: Theme.u(76)
                            weight: 1.5
                            color: Theme.accent
                        }
                        Words { text: tile.text; size: Theme.lead; is_strong: true; width: parent.width }
                        Words {
                            text: tile.modelData.hint
                            size: Theme.small
                            color: Theme.quiet
                            width: parent.width
                        }
                    }
                }
            }
        }
        BigButton {
            objectName: "cancel"
            Layout.fillWidth: true
            Layout.preferredHeight: page.tile_height
            kind: "plain"
            icon_name: "close"
            size: Theme.body
            text: page.vm.leave
            onClicked: actions.cancel()
        }
    }
}
