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
        status: "status", members: "user", faces: "scan", orders: "receipt", queue: "bell", restart: "restart",
        counter: "counter", day_end: "report",
        reviews: "search", restock: "bag", commissioning: "wrench"
    })
    readonly property int columns: Theme.portrait ? 2 : page.vm.pages.length < 10 ? 5 : 4
    readonly property int lines: Math.ceil((page.vm.pages.length + 1) / columns)
    readonly property real room: (grid.parent.height - Theme.gap * (lines - 1)) / lines
    readonly property real tile_height: Math.min(Theme.u(Theme.portrait ? 380 : 350), room)
    readonly property bool is_low: tile_height < Theme.u(300)  // an icon stands beside its name then
    GridLayout {
        id: grid
        width: parent.width
        columns: page.columns
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
                    GridLayout {
                        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.u(page.is_low ? 28 : 40) }
                        columns: page.is_low ? 2 : 1
                        columnSpacing: Theme.u(20)
                        rowSpacing: Theme.u(14)
                        Icon {
                            name: page.icons[tile.modelData.page]
                            size: Theme.u(page.is_low ? 60 : 76)
                            weight: 1.5
                            color: Theme.accent
                        }
                        Words {
                            Layout.fillWidth: true
                            text: tile.text
                            size: Theme.lead
                            is_strong: true
                        }
                        Words {
                            Layout.fillWidth: true
                            Layout.columnSpan: page.is_low ? 2 : 1
                            text: tile.modelData.hint
                            size: Theme.small
                            color: Theme.quiet
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
