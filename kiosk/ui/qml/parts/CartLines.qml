// The lines of the cart with their steppers.
import QtQuick
import QtQuick.Controls.Basic
import ".."

ListView {
    id: list
    property var lines: []
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    model: lines
    ScrollBar.vertical: ScrollBar { policy: ScrollBar.AsNeeded; width: Theme.u(10) }
    delegate: Item {
        required property var modelData
        width: list.width
        height: Theme.u(136)
        Column {
            anchors { left: parent.left; right: stepper.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
            Words {
                objectName: "may-elide"
                width: parent.width
                text: modelData.name
                size: Theme.u(26)
                lineHeight: 0.9
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Words {
                text: modelData.total
                size: Theme.u(26)
                color: Theme.quiet
                wrapMode: Text.NoWrap
            }
        }
        Stepper {
            id: stepper
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            prefix: "cart-"
            sku: modelData.sku
            quantity: modelData.quantity
            less_name: modelData.less_name
            more_name: modelData.more_name
        }
        Rectangle {
            width: parent.width
            height: Theme.hair
            anchors.bottom: parent.bottom
            color: Theme.line
        }
    }
}
