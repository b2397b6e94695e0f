// What stands behind the glass: pictures with names and prices, to be pushed sideways.
import QtQuick
import ".."

Flickable {
    id: strip
    property var goods: []
    implicitHeight: Theme.u(216)
    contentWidth: row.width
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentWidth > width
    Row {
        id: row
        spacing: Theme.u(16)
        Repeater {
            model: strip.goods
            delegate: Rectangle {
                id: card
                required property var modelData
                width: Theme.u(168)
                height: strip.height
                radius: Theme.u(24)
                color: Theme.nightRaised
                Picture {
                    id: picture
                    x: Theme.u(12)
                    y: Theme.u(12)
                    width: parent.width - x * 2
                    height: Theme.u(108)
                    radius: Theme.u(16)
                    ground: Theme.nightRaised
                    source: card.modelData.picture
                    letter: card.modelData.letter
                    hue: card.modelData.hue
                }
                Words {
                    objectName: "may-elide"
                    anchors { top: picture.bottom; topMargin: Theme.u(6) }
                    x: Theme.u(14)
                    width: parent.width - x * 2
                    text: card.modelData.name
                    size: Theme.tiny
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    color: Theme.overNight
                }
                Words {
                    anchors { bottom: parent.bottom; bottomMargin: Theme.u(8) }
                    x: Theme.u(14)
                    text: card.modelData.price
                    size: Theme.small
                    wrapMode: Text.NoWrap
                    color: Theme.mint
                }
            }
        }
    }
}
