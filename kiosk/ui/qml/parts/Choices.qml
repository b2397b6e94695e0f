// A few choices side by side, one of them taken.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import ".."

RowLayout {
    id: choices
    property var options: []
    property string taken
    signal chosen(string id)
    spacing: Theme.u(14)
    uniformCellSizes: true
    Repeater {
        model: choices.options
        AbstractButton {
            id: choice
            required property var modelData
            readonly property bool is_taken: modelData.id === choices.taken
            objectName: "choice-" + modelData.id
            text: modelData.name
            Layout.fillWidth: true
            implicitHeight: Theme.touch
            focusPolicy: Qt.NoFocus
            onClicked: choices.chosen(modelData.id)
            Accessible.role: Accessible.PageTab
            Accessible.name: text
            background: Rectangle {
                radius: height / 2
                color: choice.is_taken ? Theme.ink : choice.down ? Theme.sunk : Theme.card
                border.width: choice.is_taken ? 0 : Theme.hair
                border.color: Theme.line
                Behavior on color { ColorAnimation { duration: Theme.quick } }
            }
            contentItem: Item {
                Words {
                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, parent.width - Theme.u(32))
                    text: choice.text
                    size: Theme.small
                    lineHeight: 1
                    horizontalAlignment: Text.AlignHCenter
                    color: choice.is_taken ? Theme.overAccent : Theme.ink
                }
            }
        }
    }
}
