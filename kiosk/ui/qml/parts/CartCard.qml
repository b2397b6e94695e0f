// What is being bought, and the total. Long carts scroll; the total always stays in sight.
import QtQuick
import QtQuick.Controls.Basic
import ".."

Card {
    id: card
    property var lines: []
    property string items
    property string total_label
    property string total
    readonly property real pad: Theme.u(40)
    readonly property real row: Theme.u(64)
    readonly property real wanted: pad * 2 + row * lines.length + foot.height + Theme.u(24)
    implicitHeight: wanted

    ListView {
        id: list
        x: card.pad
        y: card.pad
        width: card.width - card.pad * 2
        height: card.height - card.pad * 2 - foot.height - Theme.u(24)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        model: card.lines
        ScrollBar.vertical: ScrollBar {
            policy: list.interactive ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
        }
        delegate: Item {
            required property var modelData
            width: list.width - (list.interactive ? Theme.u(24) : 0)
            height: card.row
            Words {
                id: cost
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: modelData.total
                wrapMode: Text.NoWrap
            }
            Words {
                id: times
                anchors { right: cost.left; rightMargin: Theme.u(28); verticalCenter: parent.verticalCenter }
                text: "× " + modelData.quantity
                color: Theme.quiet
                wrapMode: Text.NoWrap
            }
            Words {
                anchors { left: parent.left; right: times.left; rightMargin: Theme.u(20); verticalCenter: parent.verticalCenter }
                text: modelData.name
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                objectName: "may-elide"
            }
        }
    }
    Item {
        id: foot
        x: card.pad
        y: card.height - card.pad - height
        width: card.width - card.pad * 2
        height: Theme.u(108)
        Rectangle { width: parent.width; height: Theme.hair; color: Theme.line }
        Column {
            anchors { left: parent.left; bottom: parent.bottom }
            Words { text: card.total_label; color: Theme.ink; size: Theme.body }
            Words { text: card.items; color: Theme.quiet; size: Theme.tiny }
        }
        Words {
            anchors { right: parent.right; bottom: parent.bottom }
            text: card.total
            size: Theme.heading
            color: Theme.accent
            wrapMode: Text.NoWrap
        }
    }
}
