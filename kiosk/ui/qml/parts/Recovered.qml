// The order that a restart finished, told to whoever comes back for it.
import QtQuick
import ".."

Card {
    id: card
    property var values
    implicitHeight: column.implicitHeight + Theme.u(112)
    Column {
        id: column
        anchors.centerIn: parent
        width: parent.width - Theme.u(112)
        spacing: Theme.u(24)
        Tick {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.u(132)
        }
        Words {
            width: parent.width
            text: card.values.title || ""
            size: Theme.heading
            horizontalAlignment: Text.AlignHCenter
        }
        Flow {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, implicitWidth)
            spacing: Theme.u(40)
            Repeater {
                model: card.values.numbers || []
                Words {
                    required property string modelData
                    text: modelData
                    size: Theme.u(130)
                    color: Theme.accent
                    wrapMode: Text.NoWrap
                }
            }
        }
        Words {
            width: parent.width
            text: card.values.body || ""
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            text: card.values.paid || ""
            size: Theme.small
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
