// Both languages side by side, each in its own words; the one spoken now is filled.
import QtQuick
import QtQuick.Controls.Basic
import ".."

Rectangle {
    id: languages
    property bool dark: false
    implicitWidth: row.implicitWidth + Theme.u(12)
    implicitHeight: Theme.touch
    radius: height / 2
    color: dark ? Theme.nightRaised : Theme.sunk

    Row {
        id: row
        anchors.centerIn: parent
        Repeater {
            model: ui.chrome.languages
            AbstractButton {
                id: choice
                required property var modelData
                readonly property bool is_spoken: modelData.id === ui.chrome.language
                objectName: "language-" + modelData.id
                text: modelData.name
                width: Theme.u(Theme.large_text ? 148 : 132)
                height: Theme.touch
                focusPolicy: Qt.NoFocus
                onClicked: actions.choose_language(modelData.id)
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        anchors.margins: Theme.u(6)
                        radius: height / 2
                        visible: choice.is_spoken
                        color: languages.dark ? Theme.mint : Theme.card
                    }
                }
                contentItem: Words {
                    text: choice.text
                    size: Theme.small
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignHCenter
                    color: choice.is_spoken ? (languages.dark ? Theme.overMint : Theme.ink)
                                            : (languages.dark ? Theme.quietOverNight : Theme.quiet)
                }
            }
        }
    }
}
