// Portrait: the cart as a bar at the foot; a tap on it draws the sheet up.
import QtQuick
import QtQuick.Controls.Basic
import ".."

Item {
    id: sheet
    property var vm
    property bool is_open: false
    readonly property real bar: Theme.u(204)
    readonly property bool shows_lines: is_open && !vm.is_empty

    Rectangle {
        anchors.fill: parent
        color: Theme.shade
        opacity: sheet.shows_lines ? 0.45 : 0
        visible: opacity > 0
        Behavior on opacity { NumberAnimation { duration: Theme.page } }
        MouseArea { anchors.fill: parent; onClicked: sheet.is_open = false }
    }
    Rectangle {
        id: panel
        readonly property real lines_height: Math.min(Theme.u(136) * sheet.vm.lines.length + Theme.u(16), Theme.u(880))
        width: parent.width
        height: sheet.bar + (sheet.shows_lines ? Theme.u(128) + lines_height : 0)
        anchors.bottom: parent.bottom
        color: Theme.card
        topLeftRadius: Theme.u(48)
        topRightRadius: Theme.u(48)
        border.width: Theme.hair
        border.color: Theme.line
        Behavior on height { NumberAnimation { duration: Theme.page; easing.type: Easing.OutCubic } }
        clip: true
        MouseArea { anchors.fill: parent }

        Item {
            visible: sheet.shows_lines
            width: parent.width
            height: Theme.u(128)
            Words {
                x: Theme.edge
                anchors.verticalCenter: parent.verticalCenter
                text: sheet.vm.cart_title
                size: Theme.lead
            }
            BigButton {
                objectName: "clear"
                anchors { right: parent.right; rightMargin: Theme.edge - Theme.u(24); verticalCenter: parent.verticalCenter }
                kind: "quiet"
                size: Theme.small
                icon_name: "trash"
                text: sheet.vm.clear
                implicitWidth: Theme.u(200)
                implicitHeight: Theme.touch
                onClicked: actions.clear_cart()
            }
        }
        CartLines {
            visible: sheet.shows_lines
            x: Theme.edge
            y: Theme.u(128)
            width: parent.width - Theme.edge * 2
            height: panel.lines_height
            lines: sheet.vm.lines
        }
        AbstractButton {
            id: handle
            objectName: "cart"
            x: sheet.vm.is_empty ? Theme.edge - Theme.u(16) : cancel.x + cancel.width + Theme.u(8)
            anchors { bottom: parent.bottom; bottomMargin: Theme.u(28) }
            width: (sheet.vm.is_empty ? back.x : checkout.x) - x - Theme.u(12)
            height: Theme.u(148)
            enabled: !sheet.vm.is_empty
            focusPolicy: Qt.NoFocus
            text: sheet.vm.cart_title
            Accessible.role: Accessible.Button
            Accessible.name: text
            onClicked: sheet.is_open = !sheet.is_open
            contentItem: Item {
                CartBadge {
                    id: badge
                    x: Theme.u(16)
                    anchors.verticalCenter: parent.verticalCenter
                    count: sheet.vm.count
                }
                Column {
                    anchors { left: badge.right; leftMargin: Theme.u(28); right: parent.right; verticalCenter: parent.verticalCenter }
                    Words {
                        width: parent.width
                        text: sheet.vm.is_empty ? sheet.vm.empty : sheet.vm.total
                        size: sheet.vm.is_empty ? Theme.body : Theme.heading
                        color: sheet.vm.is_empty ? Theme.ink : Theme.accent
                    }
                    Words {
                        width: parent.width
                        text: sheet.vm.is_empty ? sheet.vm.empty_hint : sheet.vm.items
                        size: Theme.tiny
                        color: Theme.quiet
                    }
                }
            }
            background: Item {}
        }
        IconButton {
            id: cancel
            objectName: "cancel"
            x: Theme.edge - Theme.u(20)
            anchors.verticalCenter: handle.verticalCenter
            visible: !sheet.vm.is_empty
            icon_name: "close"
            text: ui.chrome.cancel
            onClicked: actions.cancel()
        }
        BigButton {
            id: back
            objectName: "back"
            anchors { right: parent.right; rightMargin: Theme.edge; verticalCenter: handle.verticalCenter }
            visible: sheet.vm.is_empty
            kind: "plain"
            icon_name: "back"
            size: Theme.body
            text: ui.chrome.back
            onClicked: actions.back()
        }
        BigButton {
            id: checkout
            objectName: "checkout"
            anchors { right: parent.right; rightMargin: Theme.edge; verticalCenter: handle.verticalCenter }
            visible: !sheet.vm.is_empty
            implicitWidth: Theme.u(370)
            implicitHeight: Theme.u(140)
            text: sheet.vm.checkout
            icon_name: "forward"
            icon_last: true
            onClicked: actions.checkout()
        }
    }
}
