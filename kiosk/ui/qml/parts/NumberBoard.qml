// One column of the call screen: its name in both languages, and the numbers.
import QtQuick
import ".."

Rectangle {
    id: board
    property string zh
    property string en
    property var numbers: []
    property string called: ""
    property color ink
    property color quiet_ink
    radius: Theme.radius
    clip: true

    Row {
        id: heading
        x: Theme.u(56)
        y: Theme.u(40)
        spacing: Theme.u(28)
        Words { text: board.zh; size: Theme.title; color: board.ink; wrapMode: Text.NoWrap }
        Words {
            text: board.en
            size: Theme.heading
            color: board.quiet_ink
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    Grid {
        id: grid
        x: Theme.u(56)
        anchors { top: heading.bottom; topMargin: Theme.u(24) }
        width: parent.width - x * 2
        columns: board.numbers.length > 6 ? 3 : 2
        columnSpacing: Theme.u(40)
        readonly property real each: (width - columnSpacing * (columns - 1)) / columns
        Repeater {
            model: board.numbers
            Words {
                required property string modelData
                objectName: "number-" + modelData
                width: grid.each
                text: modelData
                size: Math.min(Theme.u(150), grid.each / 2.5)
                lineHeight: 0.95
                color: board.ink
                wrapMode: Text.NoWrap
            }
        }
    }
}
