// A quiet button of an icon with its word below.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: button
    property string icon_name
    implicitWidth: Theme.u(120)
    implicitHeight: Theme.u(140)
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Theme.smallRadius
        color: button.down ? Theme.sunk : "transparent"
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: Theme.u(6)
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: button.icon_name
                size: Theme.u(48)
                color: Theme.quiet
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.text
                size: Theme.tiny
                color: Theme.quiet
                wrapMode: Text.NoWrap
            }
        }
    }
}
