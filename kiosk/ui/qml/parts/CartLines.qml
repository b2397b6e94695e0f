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
    // Beside the shelves there is no room for a name and a stepper in one line.
    readonly property bool is_narrow: width < Theme.u(600)
    delegate: Item {
        required property var modelData
        width: list.width
        height: Theme.u(list.is_narrow ? 160 : 136)
        Words {
            id: name
            objectName: "may-elide"
            anchors {
                left: parent.left
                right: list.is_narrow ? parent.right : stepper.left; rightMargin: Theme.u(16)
                top: parent.top; topMargin: Theme.u(list.is_narrow ? 14 : 26)
            }
            text: modelData.name
            size: Theme.small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Words {
            anchors.left: parent.left
            y: list.is_narrow ? stepper.y + (stepper.height - height) / 2 : name.y + name.height + Theme.u(8)
            text: modelData.total
            size: Theme.small
            color: Theme.quiet
            wrapMode: Text.NoWrap
        }
        Stepper {
            id: stepper
            anchors { right: parent.right; bottom: parent.bottom; bottomMargin: Theme.u(list.is_narrow ? 4 : 20) }
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
