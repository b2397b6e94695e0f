// Smaller things that one may want at a step of setting a cabinet up.
import QtQuick
import ".."

Flow {
    id: extras
    property var vm
    spacing: Theme.u(16)
    Repeater {
        model: extras.vm.doors
        BigButton {
            required property var modelData
            objectName: "door-" + modelData.number
            implicitHeight: Theme.touch
            kind: "plain"
            size: Theme.small
            icon_name: "lock"
            text: modelData.text
            onClicked: setup_actions.open_door(modelData.number)
        }
    }
    BigButton {
        objectName: "leaveOut"
        visible: text !== ""
        implicitHeight: Theme.touch
        kind: "plain"
        size: Theme.small
        text: extras.vm.leave_out
        onClicked: setup_actions.leave_out(true)
    }
    BigButton {
        objectName: "noMore"
        visible: text !== ""
        implicitHeight: Theme.touch
        kind: "plain"
        size: Theme.small
        text: extras.vm.no_more
        onClicked: setup_actions.no_more()
    }
}
