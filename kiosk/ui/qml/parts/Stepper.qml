// One less, how many, one more.
import QtQuick
import ".."

Item {
    id: stepper
    property string sku
    property int quantity
    property string less_name
    property string more_name
    property string prefix: ""
    implicitWidth: Theme.touch * 2 + Theme.u(60)
    implicitHeight: Theme.touch

    RoundButton {
        objectName: stepper.prefix + "less-" + stepper.sku
        icon_name: "minus"
        text: stepper.less_name
        anchors.left: parent.left
        onClicked: actions.remove_product(stepper.sku)
    }
    Words {
        id: count
        anchors.centerIn: parent
        text: stepper.quantity
        size: Theme.lead
        onTextChanged: bump.restart()
        SequentialAnimation {
            id: bump
            NumberAnimation { target: count; property: "scale"; to: 1.25; duration: Theme.quick }
            NumberAnimation { target: count; property: "scale"; to: 1; duration: Theme.quick }
        }
    }
    RoundButton {
        objectName: stepper.prefix + "more-" + stepper.sku
        icon_name: "plus"
        kind: "primary"
        text: stepper.more_name
        anchors.right: parent.right
        onClicked: actions.add_product(stepper.sku)
    }
}
