// The lines of an order, each with how many of it go back.
import QtQuick
import QtQuick.Controls.Basic as Controls
import ".."

ListView {
    id: list
    property var lines: []
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    spacing: Theme.u(12)
    model: lines
    Controls.ScrollBar.vertical: Controls.ScrollBar { policy: Controls.ScrollBar.AsNeeded; width: Theme.u(10) }
    delegate: Rectangle {
        id: line
        required property var modelData
        width: list.width
        height: Theme.u(136)
        radius: Theme.smallRadius
        color: Theme.card
        Column {
            anchors { left: parent.left; leftMargin: Theme.u(32); right: less.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
            Words {
                objectName: "may-elide"
                width: parent.width
                text: line.modelData.name
                size: Theme.u(32)
                lineHeight: 0.95
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Words {
                text: line.modelData.price + (line.modelData.given_back ? " · " + line.modelData.given_back : "")
                size: Theme.tiny
                color: Theme.quiet
                wrapMode: Text.NoWrap
            }
        }
        RoundButton {
            id: less
            objectName: "refund-less-" + line.modelData.place
            anchors { right: count.left; verticalCenter: parent.verticalCenter }
            icon_name: "minus"
            text: line.modelData.less_name
            enabled: line.modelData.quantity > 0
            opacity: enabled ? 1 : 0.35
            onClicked: staff_actions.change_quantity(line.modelData.place, -1)
        }
        Words {
            id: count
            anchors { right: more.left; verticalCenter: parent.verticalCenter }
            width: Theme.u(72)
            text: line.modelData.quantity
            size: Theme.lead
            horizontalAlignment: Text.AlignHCenter
        }
        RoundButton {
            id: more
            objectName: "refund-more-" + line.modelData.place
            anchors { right: parent.right; rightMargin: Theme.u(24); verticalCenter: parent.verticalCenter }
            icon_name: "plus"
            kind: "primary"
            text: line.modelData.more_name
            enabled: line.modelData.can_more
            opacity: enabled ? 1 : 0.35
            onClicked: staff_actions.change_quantity(line.modelData.place, 1)
        }
    }
}
