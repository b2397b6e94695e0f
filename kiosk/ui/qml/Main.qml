// The window's content: header, one page at a time, and the still-there question over it.
import QtQuick
import QtQuick.Controls.Basic
import "."
import "parts"

Rectangle {
    id: main
    property bool has_motion: true
    readonly property bool is_night: ui.screen_name === "Attract" || ui.screen_name === "CabinetHome"
    readonly property bool has_door: is_night || ui.screen_name === "OutOfOrder"
    readonly property bool is_moving: stack.busy
    property alias page: stack.currentItem
    color: is_night ? Theme.night : Theme.paper
    Behavior on color { ColorAnimation { duration: Theme.page } }

    onWidthChanged: Theme.width = width
    onHeightChanged: Theme.height = height
    onHas_motionChanged: Theme.has_motion = has_motion

    // `from`: where the new page comes from, in widths of a little slide.
    function open(name, from) {
        stack.from = from
        const page = Qt.resolvedUrl(name + ".qml")
        const values = { vm: ui.page(name), objectName: "page-" + name }
        if (stack.depth === 0) stack.push(page, values, StackView.Immediate)
        else stack.replace(stack.currentItem, page, values)
    }
    Connections {
        target: ui
        function onShown(name, is_deeper) {
            if (name === "Attract" || name === "CabinetHome") Theme.large_text = false
            main.open(name, is_deeper ? 1 : -1)
        }
    }
    Component.onCompleted: if (ui.screen_name !== "") open(ui.screen_name, 1)

    Header {
        id: header
        width: parent.width
        dark: main.is_night
        has_door: main.has_door
        z: 1
    }
    StackView {
        id: stack
        property int from: 1
        anchors { fill: parent; topMargin: header.height }
        replaceEnter: Transition {
            NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.page }
            NumberAnimation {
                property: "x"; from: Theme.u(140) * stack.from; to: 0
                duration: Theme.page; easing.type: Easing.OutCubic
            }
        }
        replaceExit: Transition {
            NumberAnimation { property: "opacity"; to: 0; duration: Theme.quick }
        }
    }
    StillThere {
        anchors.fill: parent
        z: 2
        seconds: ui.still_there_s
    }
}
