// Three little scenes, one after another: pick, look, collect.
import QtQuick
import ".."

Item {
    id: how
    property var steps: []
    property bool by_face: true
    property int step: 0
    readonly property real size: Math.min(width, height - captions.height - Theme.u(48), Theme.u(760))

    Timer {
        interval: 4000
        running: how.visible
        repeat: true
        onTriggered: how.step = (how.step + 1) % 3
    }

    Rectangle {
        id: stage
        width: how.size
        height: how.size
        radius: width / 2
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(0, (how.height - how.size - captions.height - Theme.u(48)) / 2)
        color: Theme.nightRaised

        // 1: three things to take; one is chosen
        Scene {
            shows: how.step === 0
            Row {
                anchors.centerIn: parent
                spacing: stage.width * 0.03
                Repeater {
                    model: ["bread", "cup", "bottle"]
                    Rectangle {
                        id: tile
                        required property string modelData
                        required property int index
                        readonly property bool is_chosen: index === 1
                        width: stage.width * 0.255
                        height: width * 1.3
                        radius: width * 0.16
                        color: Theme.standInGrounds[[1, 5, 2][index]]
                        border.width: is_chosen ? Theme.u(8) : 0
                        border.color: Theme.mint
                        transform: Translate {
                            y: tile.is_chosen && how.step === 0 ? -stage.width * 0.045 : 0
                            Behavior on y { NumberAnimation { duration: 700; easing.type: Easing.OutBack } }
                        }
                        Icon {
                            anchors.centerIn: parent
                            name: tile.modelData
                            size: parent.width * 0.6
                            weight: 1.4
                            color: Theme.standInInks[[1, 5, 2][tile.index]]
                        }
                        Rectangle {
                            visible: tile.is_chosen
                            width: parent.width * 0.36
                            height: width
                            radius: width / 2
                            anchors { right: parent.right; bottom: parent.bottom; margins: -width * 0.28 }
                            color: Theme.mint
                            Icon {
                                anchors.centerIn: parent
                                name: "plus"
                                size: parent.width * 0.62
                                weight: 2.4
                                color: Theme.overMint
                            }
                        }
                    }
                }
            }
        }
        // 2: a ring fills round a face, or a phone
        Scene {
            shows: how.step === 1
            Ring {
                anchors.centerIn: parent
                width: stage.width * 0.62
                height: width
                thickness: stage.width * 0.028
                color: Theme.mint
                track: Theme.nightLine
                shown: 0
                NumberAnimation on shown {
                    running: how.step === 1 && how.visible
                    from: 0; to: 1
                    duration: 1200
                    easing.type: Easing.InOutQuad
                }
                Icon {
                    anchors.centerIn: parent
                    name: how.by_face ? "scan" : "phone"
                    size: parent.width * 0.5
                    weight: 1.2
                    color: Theme.overNight
                }
            }
        }
        // 3: a number to collect it by
        Scene {
            shows: how.step === 2
            Rectangle {
                anchors.centerIn: parent
                width: stage.width * 0.58
                height: stage.width * 0.34
                radius: stage.width * 0.05
                color: Theme.overNight
                Words {
                    anchors.centerIn: parent
                    text: "A001"
                    size: stage.width * 0.17
                    color: Theme.accent
                }
                Repeater {
                    model: 2
                    Rectangle {
                        required property int index
                        width: stage.width * 0.07
                        height: width
                        radius: width / 2
                        color: Theme.nightRaised
                        x: index === 0 ? -width / 2 : parent.width - width / 2
                        anchors.verticalCenter: parent.verticalCenter
                    }
                }
            }
        }
    }
    Row {
        id: captions
        anchors { horizontalCenter: parent.horizontalCenter; top: stage.bottom; topMargin: Theme.u(48) }
        spacing: Theme.u(44)
        Repeater {
            model: how.steps
            Row {
                id: caption
                required property string modelData
                required property int index
                readonly property bool is_now: index === how.step
                spacing: Theme.u(14)
                Rectangle {
                    width: Theme.u(48)
                    height: width
                    radius: width / 2
                    anchors.verticalCenter: parent.verticalCenter
                    color: caption.is_now ? Theme.mint : Theme.nightRaised
                    Behavior on color { ColorAnimation { duration: Theme.slow } }
                    Words {
                        anchors.centerIn: parent
                        text: caption.index + 1
                        size: Theme.tiny
                        color: caption.is_now ? Theme.overMint : Theme.quietOverNight
                    }
                }
                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    text: caption.modelData
                    size: Theme.u(36)
                    wrapMode: Text.NoWrap
                    color: caption.is_now ? Theme.overNight : Theme.quietOverNight
                }
            }
        }
    }
}
