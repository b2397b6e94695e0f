// The shop: shelves, products, and the cart below (portrait) or beside them (landscape).
import QtQuick
import "."
import "parts"

Item {
    id: page
    property var vm
    property string shelf: "all"
    readonly property var on_shelf: {
        const found = vm.shelves.find(one => one.id === shelf)
        return found ? found.products : vm.shelves[0].products
    }
    readonly property real side: Theme.portrait ? 0 : Theme.u(500)

    ShelfTabs {
        id: tabs
        width: parent.width - page.side
        height: Theme.u(Theme.portrait ? 120 : 112)
        shelves: page.vm.shelves
        shelf: page.shelf
        onChosen: id => page.shelf = id
    }
    ProductGrid {
        id: grid
        objectName: "grid"
        anchors { top: tabs.bottom; bottom: parent.bottom; left: parent.left; right: parent.right }
        anchors.rightMargin: page.side
        bottomMargin: Theme.portrait ? sheet.bar + Theme.u(48) : Theme.u(32)
        products: page.on_shelf
        quantities: page.vm.quantities
        sold_out: page.vm.sold_out
        nothing: page.vm.nothing
    }
    Notice {
        objectName: "notice"
        width: Math.min(grid.width - Theme.edge * 2, Theme.u(960))
        x: Theme.edge + (grid.width - Theme.edge * 2 - width) / 2
        y: parent.height - height - Theme.u(32) - (Theme.portrait ? sheet.bar : 0)
        tone: "warning"
        text: page.vm.notice
        z: 1
    }
    CartSheet {
        id: sheet
        visible: Theme.portrait
        anchors.fill: parent
        z: 2
        vm: page.vm
    }
    CartPanel {
        visible: !Theme.portrait
        width: page.side
        anchors { top: parent.top; bottom: parent.bottom; right: parent.right }
        vm: page.vm
    }
}
