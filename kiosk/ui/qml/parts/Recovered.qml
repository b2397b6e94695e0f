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
        Numbers {
            width: parent.width
            largest: Theme.u(150)
            texts: card.values.numbers || []
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
