// What was taken so far, large enough to be seen from the cabinet: pictures, counts, the sum.
import QtQuick
import QtQuick.Controls.Basic
import ".."

Card {
    id: card
    property var lines: []
    property var looks: []
    property string items
    property string total_label
    property string total
    readonly property real pad: Theme.u(32)
    readonly property real row: Theme.u(140)
    readonly property real wanted: pad * 2 + row * lines.length + foot.height + Theme.u(16)
    implicitHeight: wanted

    ListView {
        id: list
        x: card.pad
        y: card.pad
        width: card.width - card.pad * 2
        height: card.height - card.pad * 2 - foot.height - Theme.u(16)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        model: card.lines
        onCountChanged: positionViewAtEnd()  // what was taken last is looked for first
        ScrollBar.vertical: ScrollBar {
            policy: list.interactive ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
        }
        delegate: Item {
            id: line
            required property var modelData
            required property int index
            readonly property var look: card.looks[index] || null
            width: list.width - (list.interactive ? Theme.u(24) : 0)
            height: card.row
            Picture {
                id: picture
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.u(116)
                height: width
                source: line.look ? line.look.picture : ""
                letter: line.look ? line.look.letter : line.modelData.name.charAt(0)
                hue: line.look ? line.look.hue : 0
            }
            Rectangle {
                anchors { right: picture.right; bottom: picture.bottom; margins: -Theme.u(10) }
                width: Math.max(height, times.implicitWidth + Theme.u(24))
                height: Theme.u(52)
                radius: height / 2
                color: Theme.accent
                border.width: Theme.u(4)
                border.color: Theme.card
                Words {
                    id: times
                    anchors.centerIn: parent
                    text: "×" + line.modelData.quantity
                    size: Theme.small
                    wrapMode: Text.NoWrap
                    color: Theme.overAccent
                }
            }
            Words {
                id: cost
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: line.modelData.total
                size: Theme.body
                wrapMode: Text.NoWrap
            }
            Words {
                objectName: "may-elide"
                anchors {
                    left: picture.right; leftMargin: Theme.u(32)
                    right: cost.left; rightMargin: Theme.u(20); verticalCenter: parent.verticalCenter
                }
                text: line.modelData.name
                size: Theme.body
                lineHeight: 0.9
                maximumLineCount: 2
                elide: Text.ElideRight
            }
        }
    }
    Item {
        id: foot
        x: card.pad
        y: card.height - card.pad - height
        width: card.width - card.pad * 2
        height: Theme.u(120)
        Rectangle { width: parent.width; height: Theme.hair; color: Theme.line }
        Column {
            anchors { left: parent.left; bottom: parent.bottom }
            Words { text: card.total_label; color: Theme.ink; size: Theme.body }
            Words { text: card.items; color: Theme.quiet; size: Theme.tiny }
        }
        Words {
            anchors { right: parent.right; bottom: parent.bottom }
            text: card.total
            size: Theme.title
            color: Theme.accent
            wrapMode: Text.NoWrap
        }
    }
}
