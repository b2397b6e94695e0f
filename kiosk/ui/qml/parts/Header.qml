// The shop's name, what does not work, the time and the language. Holds the hidden staff door:
// five taps on the name within three seconds.
import QtQuick
import ".."

Item {
    id: header
    property bool dark: false
    property bool has_door: false
    implicitHeight: Theme.header

    Row {
        id: shop
        x: Theme.edge
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(22)
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.u(76)
            height: width
            radius: Theme.u(22)
            color: header.dark ? Theme.mint : Theme.accent
            Words {
                anchors.centerIn: parent
                text: ui.chrome.letter
                size: Theme.u(44)
                is_strong: true
                color: header.dark ? Theme.overMint : Theme.overAccent
            }
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, header.width - Theme.edge * 2 - right.width - Theme.u(140))
            text: ui.chrome.shop
            size: Theme.body
            maximumLineCount: 2
            elide: Text.ElideRight
            color: header.dark ? Theme.overNight : Theme.ink
        }
    }
    MouseArea {
        objectName: "staffDoor"
        enabled: header.has_door
        width: Theme.u(360)
        height: parent.height
        property var knocks: []
        onPressed: {
            const now = Date.now()
            knocks = knocks.filter(at => now - at < 3000).concat(now)
            if (knocks.length >= 5) {
                knocks = []
                actions.knock()
            }
        }
    }
    Row {
        id: right
        anchors { right: parent.right; rightMargin: Theme.edge; verticalCenter: parent.verticalCenter }
        spacing: Theme.u(Theme.large_text && Theme.portrait ? 12 : 20)
        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.u(10)
            Repeater {
                model: ui.chrome.badges
                Rectangle {
                    required property var modelData
                    required property int index
                    // In portrait the shop's name needs the room; the icon speaks for itself.
                    readonly property bool is_alone: ui.chrome.badges.length === 1 && !Theme.portrait
                    objectName: "badge-" + modelData.fault
                    visible: index < 4
                    height: Theme.u(56)
                    width: is_alone ? inner.implicitWidth + Theme.u(36) : height
                    radius: height / 2
                    color: header.dark ? Theme.nightRaised : Theme.warningSoft
                    Accessible.role: Accessible.StaticText
                    Accessible.name: modelData.name
                    Row {
                        id: inner
                        anchors.centerIn: parent
                        spacing: Theme.u(10)
                        Icon {
                            name: modelData.fault
                            size: Theme.u(32)
                            color: header.dark ? Theme.quietOverNight : Theme.warning
                            anchors.verticalCenter: parent.verticalCenter
                        }
                        Words {
                            visible: is_alone
                            text: modelData.name
                            size: Theme.tiny
                            wrapMode: Text.NoWrap
                            color: header.dark ? Theme.quietOverNight : Theme.warning
                            anchors.verticalCenter: parent.verticalCenter
                        }
                    }
                }
            }
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: ui.chrome.time
            visible: text !== ""
            size: Theme.body
            wrapMode: Text.NoWrap
            color: header.dark ? Theme.quietOverNight : Theme.quiet
        }
        LargeTextSwitch {
            dark: header.dark
            anchors.verticalCenter: parent.verticalCenter
        }
        LanguageSwitch {
            dark: header.dark
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
