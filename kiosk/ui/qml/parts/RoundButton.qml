// A round button with one icon. `kind` as in BigButton: primary, plain or quiet.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: button
    property string kind: "plain"
    property string icon_name
    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    focusPolicy: Qt.NoFocus
    scale: down ? 0.94 : 1
    Behavior on scale { NumberAnimation { duration: Theme.quick } }
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Item {
        Rectangle {
            anchors.centerIn: parent
            width: Math.min(button.width, Theme.u(76))
            height: width
            radius: width / 2
            color: !button.enabled ? Theme.disabled
                : button.kind === "primary" ? (button.down ? Theme.accentPressed : Theme.accent)
                : button.down ? Theme.line : button.kind === "quiet" ? "transparent" : Theme.sunk
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.icon_name
            size: Theme.u(40)
            weight: 2.2
            color: !button.enabled ? Theme.overDisabled
                : button.kind === "primary" ? Theme.overAccent : Theme.ink
        }
    }
}
