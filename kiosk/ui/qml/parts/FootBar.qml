// Back on the left, out of the journey on the right: in reach, and always in the same place.
import QtQuick
import ".."

Item {
    id: foot
    property bool shows_back: true
    property bool shows_cancel: true
    property string cancel_text: ui.chrome.cancel
    implicitHeight: shows_back || shows_cancel ? Theme.foot : Theme.u(40)

    BigButton {
        objectName: "back"
        visible: foot.shows_back
        kind: "plain"
        size: Theme.body
        icon_name: "back"
        text: ui.chrome.back
        height: Theme.u(108)
        implicitWidth: Theme.u(260)
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        onClicked: actions.back()
    }
    BigButton {
        objectName: "cancel"
        visible: foot.shows_cancel
        kind: "quiet"
        size: Theme.body
        icon_name: "close"
        text: foot.cancel_text
        height: Theme.u(108)
        implicitWidth: Math.max(Theme.u(260), label_width + mark + Theme.u(88))
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        onClicked: actions.cancel()
    }
}
