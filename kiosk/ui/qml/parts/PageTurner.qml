// To newer and older pages of a log.
import QtQuick
import QtQuick.Layouts
import ".."

RowLayout {
    id: turner
    property string newer
    property string older
    visible: newer !== "" || older !== ""
    spacing: Theme.u(16)
    uniformCellSizes: true
    BigButton {
        objectName: "newer"
        Layout.fillWidth: true
        implicitHeight: Theme.touch
        opacity: turner.newer === "" ? 0 : 1
        enabled: turner.newer !== ""
        kind: "plain"
        size: Theme.small
        icon_name: "back"
        text: turner.newer
        onClicked: decision_actions.newer()
    }
    BigButton {
        objectName: "older"
        Layout.fillWidth: true
        implicitHeight: Theme.touch
        opacity: turner.older === "" ? 0 : 1
        enabled: turner.older !== ""
        kind: "plain"
        size: Theme.small
        icon_name: "forward"
        icon_last: true
        text: turner.older
        onClicked: decision_actions.older()
    }
}
