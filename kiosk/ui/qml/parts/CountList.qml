// Goods with how many of each; every row has less and more.
import QtQuick
import QtQuick.Controls.Basic as Controls
import ".."

ListView {
    id: list
    property var rows: []
    signal counted(var row, int by)
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    spacing: Theme.u(12)
    model: rows
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
                lineHeight: 0.9
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Words {
                objectName: "may-elide"
                width: parent.width
                text: line.modelData.price !== undefined ? line.modelData.price : line.modelData.was
                size: Theme.tiny
                color: Theme.quiet
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Words {
                objectName: "may-elide"
                visible: line.modelData.check !== undefined
                width: parent.width
                text: line.modelData.check !== undefined ? line.modelData.check : ""
                size: Theme.tiny
                color: Theme.toneInk(line.modelData.tone)
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        RoundButton {
            id: less
            objectName: "less-" + line.modelData.sku
            anchors { right: count.left; verticalCenter: parent.verticalCenter }
            icon_name: "minus"
            text: line.modelData.less_name
            enabled: line.modelData.units > 0
            opacity: enabled ? 1 : 0.35
            onClicked: list.counted(line.modelData, -1)
        }
        Words {
            id: count
            anchors { right: more.left; verticalCenter: parent.verticalCenter }
            width: Theme.u(80)
            text: line.modelData.units
            size: Theme.lead
            horizontalAlignment: Text.AlignHCenter
        }
        RoundButton {
            id: more
            objectName: "more-" + line.modelData.sku
            anchors { right: parent.right; rightMargin: Theme.u(24); verticalCenter: parent.verticalCenter }
            icon_name: "plus"
            kind: "primary"
            text: line.modelData.more_name
            onClicked: list.counted(line.modelData, 1)
        }
    }
}
