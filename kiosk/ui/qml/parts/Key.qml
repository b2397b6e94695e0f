// One key of a keypad or keyboard.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: key
    property string kind: "plain"
    property string icon_name: ""
    property real size: Theme.heading
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Theme.smallRadius
        color: key.kind === "primary"
                 ? (!key.enabled ? Theme.disabled : key.down ? Theme.accentPressed : Theme.accent)
             : key.down ? Theme.accentSoft : key.kind === "quiet" ? Theme.sunk : Theme.card
        border.width: key.kind === "plain" ? Theme.hair : 0
        border.color: Theme.line
    }
    contentItem: Item {
        Icon {
            visible: key.icon_name !== ""
            anchors.centerIn: parent
            name: key.icon_name
            size: Theme.u(56)
            color: key.enabled ? Theme.ink : Theme.overDisabled
        }
        Words {
            visible: key.icon_name === ""
            anchors.centerIn: parent
            text: key.text
            size: key.size
            is_strong: key.kind === "primary"
            wrapMode: Text.NoWrap
            color: !key.enabled ? Theme.overDisabled : key.kind === "primary" ? Theme.overAccent : Theme.ink
        }
    }
}
