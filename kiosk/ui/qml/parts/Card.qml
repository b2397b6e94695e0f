// A white rounded card with a soft shadow. The shadow is three faint rectangles: no shader.
import QtQuick
import ".."

Item {
    id: card
    property color color: Theme.card
    property color border: "transparent"
    property real radius: Theme.radius
    property real lift: 1

    Repeater {
        model: card.lift > 0 ? 3 : 0
        Rectangle {
            required property int index
            x: -Theme.u(2) * index
            y: Theme.u(4) + Theme.u(5) * index * card.lift
            width: card.width + Theme.u(4) * index
            height: card.height
            radius: card.radius + Theme.u(2) * index
            color: Theme.shade
            opacity: 0.035 - 0.009 * index
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: card.radius
        color: card.color
        border.color: card.border
        border.width: Qt.colorEqual(card.border, "transparent") ? 0 : Theme.u(3)
    }
}
