// The shop's categories; a long row scrolls sideways.
import QtQuick
import QtQuick.Controls.Basic
import ".."

ListView {
    id: tabs
    property var shelves: []
    property string shelf
    signal chosen(string id)
    orientation: ListView.Horizontal
    spacing: Theme.u(16)
    leftMargin: Theme.edge
    rightMargin: Theme.edge
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    model: shelves
    delegate: AbstractButton {
        id: tab
        required property var modelData
        readonly property bool is_open: modelData.id === tabs.shelf
        objectName: "shelf-" + modelData.id
        text: modelData.name
        width: Math.max(Theme.u(150), label.implicitWidth + Theme.u(64))
        height: Theme.touch
        y: Theme.u(8)
        focusPolicy: Qt.NoFocus
        onClicked: tabs.chosen(modelData.id)
        Accessible.role: Accessible.PageTab
        Accessible.name: text
        background: Rectangle {
            radius: height / 2
            color: tab.is_open ? Theme.ink : tab.down ? Theme.sunk : Theme.card
            border.width: tab.is_open ? 0 : Theme.hair
            border.color: Theme.line
            Behavior on color { ColorAnimation { duration: Theme.quick } }
        }
        contentItem: Words {
            id: label
            text: tab.text
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
            color: tab.is_open ? Theme.overAccent : Theme.ink
        }
    }
}
