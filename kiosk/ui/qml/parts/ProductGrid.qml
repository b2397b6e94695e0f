// Product tiles; only the visible ones exist, and they are reused while scrolling.
import QtQuick
import QtQuick.Controls.Basic
import ".."

GridView {
    id: grid
    property var products: []
    property var quantities: ({})
    property string sold_out
    property string nothing
    readonly property real gap: Theme.u(24)
    readonly property int columns: Math.max(2, Math.floor((width - Theme.edge * 2 + gap) / Theme.u(284 + 24)))

    leftMargin: Theme.edge - gap / 2
    rightMargin: Theme.edge - gap / 2
    topMargin: Theme.u(8)
    cellWidth: Math.floor((width - Theme.edge * 2 + gap) / columns)
    // Whole rows, and the upper edge of the next one: there is more below.
    cellHeight: Theme.u(Theme.portrait ? 470 : 400)
    clip: true
    reuseItems: true
    cacheBuffer: Theme.u(1000)
    boundsBehavior: Flickable.StopAtBounds
    model: products
    ScrollBar.vertical: ScrollBar { policy: ScrollBar.AsNeeded; width: Theme.u(12) }

    delegate: Item {
        required property var modelData
        width: grid.cellWidth
        height: grid.cellHeight
        ProductTile {
            anchors { fill: parent; margins: grid.gap / 2 }
            product: modelData
            quantity: grid.quantities[modelData.sku] || 0
            sold_out: grid.sold_out
        }
    }
    Words {
        visible: grid.count === 0
        anchors.centerIn: parent
        text: grid.nothing
        size: Theme.lead
        color: Theme.quiet
    }
}
