// One way to pay, as a large card. Greyed with the reason in place when it cannot be used.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: way
    property string icon_name
    property string hint
    property string why_not: ""
    property bool is_small: false  // one of many
    readonly property real hint_height: about.implicitHeight
    property real hint_room: hint_height  // the tallest of all: the icons of a row stay level
    property color ink: Theme.accent
    property color soft: Theme.accentSoft
    enabled: why_not === ""
    implicitHeight: Theme.u(is_small ? 240 : Theme.portrait ? 540 : 480)
    implicitWidth: Theme.u(is_small ? 340 : 400)
    focusPolicy: Qt.NoFocus
    scale: down ? 0.98 : 1
    Behavior on scale { NumberAnimation { duration: Theme.quick } }
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: enabled ? hint : why_not

    background: Card {
        color: !way.enabled ? Theme.sunk : way.down ? Theme.accentSoft : Theme.card
        lift: way.enabled ? 1 : 0
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width - Theme.u(way.is_small ? 24 : 56)
            spacing: Theme.u(way.is_small ? 10 : Theme.portrait ? 28 : 20)
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                // What the words leave: they may be larger, and of two lines.
                readonly property real spare: way.height - name.height - way.hint_room - parent.spacing * 2 - Theme.u(32)
                width: Math.min(way.width * 0.56, way.height * (way.is_small ? 0.36 : 0.42), Theme.u(300), spare)
                height: width
                radius: width / 2
                color: way.enabled ? way.soft : Theme.disabled
                Icon {
                    anchors.centerIn: parent
                    name: way.icon_name
                    size: parent.width * 0.58
                    weight: 1.4
                    color: way.enabled ? way.ink : Theme.overDisabled
                }
            }
            Words {
                id: name
                width: parent.width
                text: way.text
                is_strong: true
                size: Theme.u(way.is_small ? 40 : Theme.portrait ? 48 : 42)
                horizontalAlignment: Text.AlignHCenter
                color: way.enabled ? Theme.ink : Theme.overDisabled
            }
            Sentence {
                id: about
                width: parent.width
                height: way.hint_room
                text: way.enabled ? way.hint : way.why_not
                verticalAlignment: Text.AlignTop
                size: Theme.u(way.is_small ? 28 : 32)
                horizontalAlignment: Text.AlignHCenter
                color: way.enabled ? Theme.quiet : Theme.bad
            }
        }
    }
}
