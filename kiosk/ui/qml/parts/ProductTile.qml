// One product: picture or stand-in, name, price. A tap anywhere adds one; what is in the cart can
// be counted up and down right on the picture.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: tile
    property var product
    property int quantity: 0
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
            x: Theme.u(12)
            y: Theme.u(12)
            width: parent.width - x * 2
            height: price.y - y - name.height - Theme.u(14)
            opacity: tile.enabled ? 1 : 0.45
            source: tile.product.picture
            letter: tile.product.letter
            hue: tile.product.hue
            ground: tile.down ? Theme.accentSoft : Theme.card
            covered: tile.is_in_cart || !tile.enabled ? Theme.touch : 0
        }
        Words {
            id: name
            objectName: "may-elide"
            x: Theme.u(24)
            anchors.bottom: price.top
            width: parent.width - x * 2
            height: Math.round(Theme.readable(size) * 2.6)  // two lines
            verticalAlignment: Text.AlignVCenter
            text: tile.product.name.replace(/(\d) /g, "$1\u00a0")  // a number keeps its unit
            size: Theme.u(30)
            lineHeight: 0.88
            maximumLineCount: 2
            elide: Text.ElideRight
            color: tile.enabled ? Theme.ink : Theme.quiet
        }
        Words {
            id: price
            x: Theme.u(24)
            anchors { bottom: parent.bottom; bottomMargin: Theme.u(12) }
            text: tile.product.price
            size: Theme.u(40)
            is_strong: true
            wrapMode: Text.NoWrap
            color: tile.enabled ? Theme.accent : Theme.quiet
        }
        Rectangle {
            visible: !tile.enabled
            anchors { horizontalCenter: picture.horizontalCenter; bottom: picture.bottom; bottomMargin: Theme.u(20) }
            width: sold.implicitWidth + Theme.u(56)
            height: Theme.u(64)
            radius: height / 2
            color: Theme.ink
            Words {
                id: sold
                anchors.centerIn: parent
                text: tile.sold_out
                size: Theme.small
                wrapMode: Text.NoWrap
                color: Theme.overAccent
            }
        }
        // A tap on it is a tap on the tile.
        Rectangle {
            visible: tile.enabled && !tile.is_in_cart
            anchors { right: picture.right; bottom: picture.bottom; margins: Theme.u(12) }
            width: Theme.u(76)
            height: width
            radius: width / 2
            color: Theme.accent
            Icon {
                anchors.centerIn: parent
                name: "plus"
                size: Theme.u(44)
                weight: 2.2
                color: Theme.overAccent
            }
        }
        Rectangle {
            visible: tile.enabled && tile.is_in_cart
            anchors { left: picture.left; right: picture.right; bottom: picture.bottom; margins: Theme.u(2) }
            height: Theme.touch
            radius: height / 2
            color: Theme.card
            Stepper {
                anchors.fill: parent
                sku: tile.product.sku
                quantity: tile.quantity
                less_name: tile.product.less_name
                more_name: tile.product.add_name
            }
        }
    }
}
