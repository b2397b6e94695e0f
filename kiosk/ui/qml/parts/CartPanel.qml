// Landscape: the cart stands beside the shelves, always in sight.
import QtQuick
import ".."

Rectangle {
    id: panel
    property var vm
    color: Theme.card
    topLeftRadius: Theme.radius

    Words {
        id: title
        x: Theme.u(40)
        y: Theme.u(24)
        height: Theme.touch
        text: panel.vm.cart_title
        size: Theme.lead
    }
    BigButton {
        objectName: "clear"
        visible: !panel.vm.is_empty
        anchors { right: parent.right; rightMargin: Theme.u(16); verticalCenter: title.verticalCenter }
        kind: "quiet"
        size: Theme.small
        icon_name: "trash"
        text: panel.vm.clear
        implicitWidth: Theme.u(180)
        implicitHeight: Theme.touch
        onClicked: actions.clear_cart()
    }
    CartLines {
        visible: !panel.vm.is_empty
        x: Theme.u(40)
        anchors { top: title.bottom; bottom: foot.top; bottomMargin: Theme.u(16) }
        width: parent.width - Theme.u(72)
        lines: panel.vm.lines
    }
    Column {
        visible: panel.vm.is_empty
        anchors.centerIn: parent
        width: parent.width - Theme.u(80)
        spacing: Theme.u(24)
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "bag"
            size: Theme.u(140)
            weight: 1
            color: Theme.quiet
        }
        Words {
            width: parent.width
            text: panel.vm.empty
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            text: panel.vm.empty_hint
            size: Theme.small
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
        }
    }
    Column {
        id: foot
        x: Theme.u(40)
        width: parent.width - Theme.u(80)
        anchors { bottom: parent.bottom; bottomMargin: Theme.u(32) }
        spacing: Theme.u(16)
        Item {
            visible: !panel.vm.is_empty
            width: parent.width
            height: Theme.u(96)
            Column {
                anchors.verticalCenter: parent.verticalCenter
                Words { text: panel.vm.total_label }
                Words { text: panel.vm.items; size: Theme.tiny; color: Theme.quiet }
            }
            Words {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: panel.vm.total
                size: Theme.heading
                color: Theme.accent
                wrapMode: Text.NoWrap
            }
        }
        Row {
            width: parent.width
            spacing: Theme.u(16)
            IconButton {
                id: cancel
                objectName: "cancel"
                visible: !panel.vm.is_empty
                height: Theme.button
                icon_name: "close"
                text: ui.chrome.cancel
                onClicked: actions.cancel()
            }
            BigButton {
                objectName: "back"
                visible: panel.vm.is_empty
                width: parent.width
                kind: "plain"
                icon_name: "back"
                size: Theme.body
                text: ui.chrome.back
                onClicked: actions.back()
            }
            BigButton {
                objectName: "checkout"
                visible: !panel.vm.is_empty
                width: parent.width - cancel.width - parent.spacing
                size: Theme.u(Theme.large_text ? 30 : 38)
                text: panel.vm.checkout
                icon_name: "forward"
                icon_last: true
                onClicked: actions.checkout()
            }
        }
    }
}
