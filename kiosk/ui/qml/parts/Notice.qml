// A line of news in its tone: good, calm, warning or bad. Invisible without text.
import QtQuick
import ".."

Rectangle {
    id: notice
    property string text
    property string tone: "calm"
    property string icon_name: tone === "good" ? "check" : tone === "calm" ? "info" : "warn"
    visible: text !== ""
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + Theme.u(40))
    implicitWidth: words.natural + Theme.u(136)
    radius: Theme.smallRadius
    color: Theme.toneSoft(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        x: Theme.u(30)
        anchors.verticalCenter: parent.verticalCenter
        name: notice.icon_name
        size: Theme.u(44)
        color: words.color
    }
    Sentence {
        id: words
        x: Theme.u(98)
        width: notice.width - x - Theme.u(30)
        anchors.verticalCenter: parent.verticalCenter
        text: notice.text
        size: Theme.u(32)
        color: notice.tone === "calm" ? Theme.ink : Theme.toneInk(notice.tone)
    }
}
