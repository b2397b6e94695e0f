// After restocking: how many stand there, checked by the weight.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    shows_back: false
    shows_cancel: false
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        CountList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            rows: page.vm.rows
            onCounted: (row, by) => cabinet_actions.change_stock(row.shelf, row.sku, by)
        }
        BigButton {
            objectName: "confirm"
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.u(8)
            icon_name: "check"
            text: page.vm.save
            onClicked: actions.confirm()
        }
    }
}
