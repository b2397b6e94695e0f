// A few short facts, each with its icon on a soft disc.
import QtQuick
import ".."

Column {
    id: points
    property var rows: []
    property real size: Theme.u(Theme.portrait ? 38 : 30)
    spacing: Theme.u(Theme.portrait ? 24 : 18)
    Repeater {
        model: points.rows
        Row {
            id: point
            required property var modelData
            width: points.width
            spacing: Theme.u(28)
            Rectangle {
                id: disc
                width: Theme.u(76)
                height: width
                radius: width / 2
                color: Theme.accentSoft
                anchors.verticalCenter: parent.verticalCenter
                Icon {
                    anchors.centerIn: parent
                    name: point.modelData.icon
                    size: Theme.u(42)
                    color: Theme.accent
                }
            }
            Sentence {
                width: parent.width - disc.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                text: point.modelData.text
                size: points.size
                lineHeight: 1
            }
        }
    }
}
