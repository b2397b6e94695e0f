// A page that says one thing: a sign, a headline, a few words; what can be done stands below
// (portrait) or beside it (landscape), where a hand is.
import QtQuick
import QtQuick.Layouts
import ".."

Item {
    id: message
    property string title
    property string body
    property bool has_actions: true
    default property alias actions_here: below.data
    property alias sign: above.data
    readonly property bool stands_beside: !Theme.portrait && has_actions
    readonly property real pane: stands_beside ? (width - Theme.u(96)) / 2 : Math.min(width, Theme.u(1100))
    readonly property int alignment: stands_beside ? Text.AlignLeft : Text.AlignHCenter

    Column {
        width: message.pane
        x: message.stands_beside ? 0 : (message.width - width) / 2
        y: Math.max(0, ((Theme.portrait && message.has_actions ? below.y : message.height) - height) / 2)
        spacing: Theme.u(32)
        Item {
            id: above
            x: message.stands_beside ? 0 : (parent.width - width) / 2
            width: Theme.u(Theme.portrait ? 320 : 220)
            height: width
        }
        Sentence {
            width: parent.width
            text: message.title
            size: Theme.u(Theme.portrait ? 84 : 72)
            horizontalAlignment: message.alignment
        }
        Sentence {
            width: parent.width
            text: message.body
            size: Theme.lead
            color: Theme.quiet
            horizontalAlignment: message.alignment
        }
    }
    ColumnLayout {
        id: below
        visible: message.has_actions
        width: message.pane
        x: message.width - width - (message.stands_beside ? 0 : (message.width - width) / 2)
        y: message.stands_beside ? (message.height - height) / 2 : message.height - height - Theme.u(16)
        spacing: Theme.u(24)
    }
}
