// A cabinet, drawn: what is asked of it, or done to it. `scene`: search, nothing, lock, opened,
// take, close, scale, empty, weight, doubt, good, wrong or work. `label` stands on the weight.
import QtQuick
import QtQuick.Controls.Basic
import ".."

Item {
    id: picture
    property string scene: "lock"
    property string label: ""
    readonly property real size: Math.min(width, height)
    readonly property var opens: ["opened", "take", "close", "scale", "empty", "weight", "doubt", "good", "wrong"]
    readonly property bool is_open: opens.includes(scene)
    readonly property bool has_hand: ["weight", "doubt", "good", "wrong"].includes(scene)
    readonly property bool is_bad: ["doubt", "wrong", "nothing"].includes(scene)
    property color ground: is_bad ? Theme.warningSoft : Theme.accentSoft
    property real swing: 0
    property real fall: 1

    NumberAnimation {
        id: moving
        target: picture
        property: "swing"
        duration: Theme.slow
        easing.type: Easing.InOutCubic
    }
    SequentialAnimation {
        id: closing
        loops: Animation.Infinite
        NumberAnimation { target: picture; property: "swing"; to: 1; duration: 0 }
        PauseAnimation { duration: 900 }
        NumberAnimation { target: picture; property: "swing"; to: 0; duration: 900; easing.type: Easing.InOutCubic }
        PauseAnimation { duration: 800 }
    }
    SequentialAnimation {
        id: falling
        loops: Animation.Infinite
        NumberAnimation { target: picture; property: "fall"; from: 0; to: 1; duration: 900; easing.type: Easing.InCubic }
        PauseAnimation { duration: 1800 }
    }
    function play() {  // by the scene alone: what is bound to it may not have followed yet
        const is_open = opens.includes(scene)
        closing.stop()
        falling.stop()
        moving.stop()
        fall = 1
        if (!Theme.has_motion) { swing = is_open ? 1 : 0; return }
        if (scene === "close") { closing.start(); return }
        moving.to = is_open ? 1 : 0
        moving.start()
        if (scene === "weight" || scene === "good") falling.start()
    }
    onSceneChanged: play()
    Component.onCompleted: play()

    Item {
        id: stage
        width: picture.size
        height: picture.size
        anchors.centerIn: parent

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: picture.ground
        }
        // the body
        Rectangle {
            id: box
            x: stage.width * 0.33
            y: stage.height * 0.15
            width: stage.width * 0.38
            height: stage.height * 0.7
            radius: width * 0.07
            color: Theme.night
            Rectangle {
                id: room
                anchors { fill: parent; margins: box.width * 0.07; bottomMargin: box.height * 0.1 }
                radius: box.radius * 0.6
                color: picture.is_open ? Theme.card : Theme.nightRaised
            }
        }
        // the shelves, with what stands on them
        Repeater {
            model: 3
            Item {
                id: shelf
                required property int index
                readonly property bool is_meant: index === 1
                readonly property bool is_bare: is_meant && ["empty", "weight", "doubt"].includes(picture.scene)
                x: box.x + room.x
                y: box.y + room.y + room.height * (0.31 * (index + 1) - 0.01)
                width: room.width
                visible: picture.is_open
                Rectangle {
                    width: parent.width
                    height: box.height * 0.026
                    color: !shelf.is_meant || !["scale", "empty", "weight", "doubt", "good", "wrong"].includes(picture.scene) ? Theme.line
                         : picture.is_bad ? Theme.warningLine : Theme.accent
                }
                Row {
                    visible: !shelf.is_bare
                    x: shelf.width * 0.06
                    y: -height
                    spacing: shelf.width * 0.05
                    Repeater {
                        model: shelf.is_meant && picture.has_hand ? 2 : 4
                        Rectangle {
                            required property int index
                            width: shelf.width * 0.17
                            height: box.height * (shelf.index === 0 ? 0.13 : shelf.index === 1 ? 0.16 : 0.11)
                            radius: width * 0.25
                            color: Theme.standInGrounds[(shelf.index * 3 + 1) % 8]
                            border.width: Theme.hair
                            border.color: Theme.line
                        }
                    }
                }
                // the scale below it
                Rectangle {
                    visible: shelf.is_meant && picture.scene === "scale"
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: box.height * 0.036
                    width: parent.width * 0.5
                    height: box.height * 0.05
                    radius: height * 0.3
                    color: Theme.accent
                }
            }
        }
        // what is laid there: a weight, or one of the goods
        Item {
            visible: picture.has_hand
            readonly property bool is_weight: picture.scene === "weight" || picture.scene === "doubt"
            width: room.width * (is_weight ? 0.42 : 0.2)
            height: box.height * (is_weight ? 0.15 : 0.16)
            x: box.x + room.x + room.width * (is_weight ? 0.29 : 0.62)
            y: box.y + room.y + room.height * 0.61 - height - (1 - picture.fall) * box.height * 0.12
            opacity: 0.25 + 0.75 * picture.fall
            Rectangle {
                visible: parent.is_weight
                anchors.horizontalCenter: parent.horizontalCenter
                y: -height * 0.55
                width: parent.width * 0.3
                height: width * 0.8
                radius: width / 2
                color: "transparent"
                border.width: width * 0.2
                border.color: "#8b6a1f"
            }
            Rectangle {
                anchors.fill: parent
                radius: parent.is_weight ? width * 0.12 : width * 0.25
                color: parent.is_weight ? "#c79a35" : picture.is_bad ? Theme.warningLine : Theme.accent
            }
            Words {
                visible: parent.is_weight
                anchors.centerIn: parent
                text: picture.label
                size: Math.max(Theme.tiny, parent.height * 0.36)
                wrapMode: Text.NoWrap
                color: "#2b2006"
            }
        }
        // the door, on its hinge
        Rectangle {
            id: door
            x: box.x
            y: box.y
            width: box.width
            height: box.height * 0.94
            radius: box.radius
            color: picture.swing > 0.5 ? "#33143126" : "#cc143126"
            border.width: Theme.u(8)
            border.color: Theme.nightLine
            transform: Rotation {
                origin.x: 0
                origin.y: door.height / 2
                axis { x: 0; y: 1; z: 0 }
                angle: -picture.swing * 112
            }
            Rectangle {
                anchors { right: parent.right; rightMargin: door.width * 0.1; verticalCenter: parent.verticalCenter }
                width: door.width * 0.07
                height: door.height * 0.2
                radius: width / 2
                color: Theme.mint
            }
        }
        // the lock that is meant
        Rectangle {
            visible: picture.scene === "lock"
            x: box.x + box.width - width * 0.5
            y: box.y + box.height * 0.26
            width: stage.width * 0.19
            height: width
            radius: width / 2
            color: Theme.accent
            border.width: Theme.u(6)
            border.color: Theme.card
            Icon { anchors.centerIn: parent; name: "lock"; size: parent.width * 0.56; color: Theme.overAccent }
        }
        // a question, or what is wrong
        Rectangle {
            visible: ["opened", "doubt", "wrong", "nothing"].includes(picture.scene)
            x: box.x + box.width - width * 0.4
            y: box.y - height * 0.2
            width: stage.width * 0.2
            height: width
            radius: width / 2
            color: picture.is_bad ? Theme.warningLine : Theme.accent
            border.width: Theme.u(6)
            border.color: Theme.card
            Icon {
                anchors.centerIn: parent
                name: picture.is_bad ? "warn" : "question"
                size: parent.width * 0.56
                color: Theme.overAccent
            }
        }
        // rings that look for something
        Repeater {
            model: picture.scene === "search" || picture.scene === "work" ? 3 : 0
            Rectangle {
                id: ring
                required property int index
                anchors.centerIn: parent
                width: stage.width * (0.3 + 0.2 * index)
                height: width
                radius: width / 2
                color: "transparent"
                border.width: Theme.u(7)
                border.color: Theme.mint
                SequentialAnimation on opacity {
                    running: picture.visible && Theme.has_motion
                    loops: Animation.Infinite
                    PauseAnimation { duration: 220 * ring.index }
                    NumberAnimation { from: 0.15; to: 0.95; duration: 500 }
                    NumberAnimation { from: 0.95; to: 0.15; duration: 700 }
                    PauseAnimation { duration: 440 - 220 * ring.index }
                }
            }
        }
    }
}
