// Small print larger, for this visit.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: large
    property bool dark: false
    objectName: "a11y"
    text: ui.chrome.large_text
    width: Theme.touch
    height: Theme.touch
    focusPolicy: Qt.NoFocus
    onClicked: Theme.large_text = !Theme.large_text
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checked: Theme.large_text
    background: Rectangle {
        radius: height / 2
        color: Theme.large_text ? (large.dark ? Theme.mint : Theme.ink)
                                : large.dark ? Theme.nightRaised : Theme.sunk
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            Words {
                id: small
                text: ui.chrome.large_sign
                size: Theme.tiny
                wrapMode: Text.NoWrap
                color: Theme.large_text ? (large.dark ? Theme.overMint : Theme.overAccent)
                                        : large.dark ? Theme.quietOverNight : Theme.quiet
                anchors.bottom: big.bottom
                anchors.bottomMargin: Theme.u(5)
            }
            Words {
                id: big
                text: ui.chrome.large_sign
                size: Theme.lead
                wrapMode: Text.NoWrap
                color: small.color
            }
        }
    }
}
