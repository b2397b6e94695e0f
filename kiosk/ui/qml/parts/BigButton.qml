// A button for a finger. `kind`: primary, plain, quiet, link, danger, mint or ghost (on night).
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: button
    property string kind: "primary"
    property string icon_name: ""
    property bool icon_last: false
    property real size: Theme.lead
    property color tint: Theme.accent  // of a primary button

    readonly property bool is_night: kind === "mint" || kind === "ghost"
    readonly property color ground: !enabled ? (is_night ? Theme.nightRaised : Theme.disabled)
        : kind === "primary" && !Qt.colorEqual(tint, Theme.accent)
        ? (down ? Qt.darker(tint, 1.25) : tint)
        : kind === "primary" ? (down ? Theme.accentPressed : Theme.accent)
        : kind === "danger" ? (down ? Qt.darker(Theme.bad, 1.25) : Theme.bad)
        : kind === "mint" ? (down ? Qt.darker(Theme.mint, 1.12) : Theme.mint)
        : kind === "ghost" ? (down ? Theme.nightLine : Theme.nightRaised)
        : kind === "quiet" || kind === "link" ? (down ? Theme.line : "transparent")
        : (down ? Theme.sunk : Theme.card)
    readonly property color ink: !enabled ? (is_night ? Theme.quietOverNight : Theme.overDisabled)
        : kind === "primary" || kind === "danger" ? Theme.overAccent
        : kind === "mint" ? Theme.overMint
        : kind === "link" ? Theme.accent
        : kind === "ghost" ? Theme.overNight : Theme.ink

    readonly property real label_width: label.implicitWidth
    readonly property real mark: icon_name !== "" ? size * 1.15 + Theme.u(20) : 0
    implicitHeight: Theme.button
    implicitWidth: Math.max(Theme.u(160), label.implicitWidth + mark + Theme.u(88))
    focusPolicy: Qt.NoFocus
    scale: down ? 0.98 : 1
    Behavior on scale { NumberAnimation { duration: Theme.quick; easing.type: Easing.OutCubic } }
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Math.min(Theme.radius, height / 2)
        color: button.ground
        border.width: button.kind === "plain" || button.kind === "ghost" ? Theme.u(3) : 0
        border.color: button.kind === "ghost" ? Theme.nightLine : Theme.line
        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }
    // Placed by the letters, not by the box around them: a label of two lines keeps its icon beside it.
    contentItem: Item {
        Icon {
            visible: button.icon_name !== ""
            anchors.verticalCenter: parent.verticalCenter
            x: button.icon_last ? label.x + (label.width + label.contentWidth) / 2 + Theme.u(20)
                                : label.x + (label.width - label.contentWidth) / 2 - button.mark
            name: button.icon_name
            color: button.ink
            size: button.size * 1.15
        }
        Words {
            id: label
            anchors.verticalCenter: parent.verticalCenter
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: button.mark / (button.icon_last ? -2 : 2)
            width: Math.min(implicitWidth, button.width - button.mark - Theme.u(36))
            text: button.text
            size: button.size
            is_strong: ["primary", "danger", "mint"].includes(button.kind)
            color: button.ink
            lineHeight: 1
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
