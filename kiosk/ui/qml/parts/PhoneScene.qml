// A phone with a pay code, held to the scanner: it comes near, and the light reads it.
import QtQuick
import ".."

Item {
    id: scene
    readonly property real size: Math.min(width, height)
    property real near: 1

    SequentialAnimation on near {
        running: scene.visible && Theme.has_motion
        loops: Animation.Infinite
        NumberAnimation { from: 0; to: 1; duration: 900; easing.type: Easing.OutCubic }
        PauseAnimation { duration: 1500 }
        NumberAnimation { from: 1; to: 0; duration: 700; easing.type: Easing.InCubic }
    }
    Item {
        id: stage
        width: scene.size
        height: scene.size
        anchors.centerIn: parent

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: Theme.accentSoft
        }
        // the light of the scanner
        Rectangle {
            x: stage.width * 0.34
            width: stage.width * 0.32
            y: stage.height * 0.6
            height: stage.height * 0.17
            opacity: 0.55 * scene.near
            gradient: Gradient {
                GradientStop { position: 0; color: "transparent" }
                GradientStop { position: 1; color: Theme.mint }
            }
        }
        // the scanner
        Rectangle {
            x: stage.width * 0.24
            y: stage.height * 0.77
            width: stage.width * 0.52
            height: stage.height * 0.12
            radius: height * 0.36
            color: Theme.night
            Rectangle {
                anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: parent.height * 0.2 }
                width: parent.width * 0.6
                height: parent.height * 0.16
                radius: height / 2
                color: Theme.mint
            }
        }
        // the phone
        Rectangle {
            id: phone
            x: stage.width * 0.34
            y: stage.height * (0.07 + 0.07 * scene.near)
            width: stage.width * 0.32
            height: stage.height * 0.54
            radius: width * 0.14
            color: Theme.ink
            Rectangle {
                anchors { fill: parent; margins: phone.width * 0.06 }
                radius: phone.radius * 0.7
                color: Theme.card
                Row {
                    id: bars
                    readonly property var widths: [2, 1, 3, 1, 1, 2, 1, 3, 2, 1, 1, 3, 1, 2]
                    readonly property real step: parent.width * 0.8 / 38
                    anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: parent.height * 0.12 }
                    spacing: step
                    Repeater {
                        model: bars.widths
                        Rectangle {
                            required property int modelData
                            width: bars.step * modelData
                            height: phone.height * 0.2
                            color: Theme.ink
                        }
                    }
                }
                Icon {
                    anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: parent.height * 0.1 }
                    name: "qr"
                    size: phone.width * 0.62
                    weight: 2.2
                    color: Theme.ink
                }
            }
        }
    }
}
