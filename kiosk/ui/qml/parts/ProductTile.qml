// One product: picture or stand-in, name, price, and how many of it are in the cart.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: tile
    property var product
    property int quantity: 0
    property string add
    property string sold_out
    objectName: "product-" + product.sku
    enabled: !product.is_sold_out
    focusPolicy: Qt.NoFocus
    text: product.add_name
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: product.price
    onClicked: actions.add_product(product.sku)
    readonly property bool is_in_cart: quantity > 0

    background: Card {
        radius: Theme.u(28)
        border: tile.is_in_cart ? Theme.accent : "transparent"
        color: tile.down ? Theme.accentSoft : Theme.card
    }
    contentItem: Item {
        Picture {
            id: picture
            x: Theme.u(14)
            y: Theme.u(14)
            width: parent.width - x * 2
            height: parent.height - Theme.u(274)
            opacity: tile.enabled ? 1 : 0.45
            source: tile.product.picture
            letter: tile.product.letter
            hue: tile.product.hue
            ground: tile.down ? Theme.accentSoft : Theme.card
        }
        Words {
            id: name
            objectName: "may-elide"
            x: Theme.u(24)
            y: picture.y + picture.height + Theme.u(12)
            width: parent.width - x * 2
            height: Theme.u(84)
            verticalAlignment: Text.AlignTop
            text: tile.product.name
            size: Theme.u(30)
            lineHeight: 0.88
            maximumLineCount: 2
            elide: Text.ElideRight
            color: tile.enabled ? Theme.ink : Theme.quiet
        }
        Words {
            x: Theme.u(24)
            y: name.y + name.height - Theme.u(4)
            text: tile.product.price
            size: Theme.u(38)
            wrapMode: Text.NoWrap
            color: tile.enabled ? Theme.accent : Theme.quiet
        }
        Rectangle {
            visible: !tile.enabled
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Theme.u(24) }
            width: parent.width - Theme.u(48)
            height: Theme.u(72)
            radius: height / 2
            color: Theme.sunk
            Words {
                anchors.centerIn: parent
                text: tile.sold_out
                size: Theme.small
                color: Theme.quiet
            }
        }
        Rectangle {
            visible: tile.enabled && !tile.is_in_cart
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Theme.u(24) }
            width: parent.width - Theme.u(48)
            height: Theme.u(72)
            radius: height / 2
            color: Theme.accentSoft
            Row {
                anchors.centerIn: parent
                spacing: Theme.u(10)
                Icon {
                    name: "plus"
                    size: Theme.u(34)
                    weight: 2.4
                    color: Theme.accent
                    anchors.verticalCenter: parent.verticalCenter
                }
                Words {
                    text: tile.add
                    size: Theme.small
                    wrapMode: Text.NoWrap
                    color: Theme.accent
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }
        Stepper {
            visible: tile.enabled && tile.is_in_cart
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Theme.u(12) }
            width: parent.width - Theme.u(24)
            sku: tile.product.sku
            quantity: tile.quantity
            less_name: tile.product.less_name
            more_name: tile.product.add_name
        }
    }
}
