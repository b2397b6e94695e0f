// A line of a log for staff: when, what and why; at the right, a word in its tone.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: row
    property var line
    property bool is_open: true  // leads somewhere
    text: line.what
    height: Theme.u(104)
    enabled: is_open
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    background: Rectangle {
        radius: Theme.smallRadius
        color: row.down ? Theme.accentSoft : Theme.card
    }
    contentItem: Item {
        Column {
            id: when
            x: Theme.u(28)
            width: Theme.u(132)
            anchors.verticalCenter: parent.verticalCenter
            Words { text: row.line.time; size: Theme.small; wrapMode: Text.NoWrap }
            Words { text: row.line.day; size: Theme.tiny; color: Theme.quiet; wrapMode: Text.NoWrap }
        }
        Column {
            anchors { left: when.right; leftMargin: Theme.u(20); right: word.left; rightMargin: Theme.u(20); verticalCenter: parent.verticalCenter }
            Words {
                objectName: "may-elide"
                width: parent.width
                text: row.line.who === "" ? row.line.what : row.line.what + "   " + row.line.who
                size: Theme.small
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Words {
                objectName: "may-elide"
                visible: text !== ""
                width: parent.width
                text: row.line.why
                size: Theme.tiny
                color: Theme.quiet
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        Column {
            id: word
            anchors { right: arrow.left; rightMargin: Theme.u(12); verticalCenter: parent.verticalCenter }
            Words {
                anchors.right: parent.right
                visible: text !== ""
                text: row.line.step
                size: Theme.small
                color: row.line.tone === "good" ? Theme.ink : Theme.toneInk(row.line.tone)
                wrapMode: Text.NoWrap
            }
            Words {
                anchors.right: parent.right
                visible: text !== ""
                text: row.line.state
                size: Theme.tiny
                color: Theme.toneInk(row.line.tone)
                wrapMode: Text.NoWrap
            }
        }
        Icon {
            id: arrow
            visible: row.is_open
            anchors { right: parent.right; rightMargin: Theme.u(20); verticalCenter: parent.verticalCenter }
            name: "forward"
            size: Theme.u(36)
            color: Theme.quiet
        }
    }
}
