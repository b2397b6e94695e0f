// A countdown over everything. Any touch takes it away; nothing beneath it can be pressed.
import QtQuick
import ".."

Item {
    id: overlay
    property int seconds: 0
    property int left_s: 0
    visible: opacity > 0
    opacity: seconds > 0 ? 1 : 0
    Behavior on opacity { NumberAnimation { duration: Theme.page } }
    onSecondsChanged: if (seconds > 0) left_s = seconds

    Timer {
        interval: 1000
        repeat: true
        running: overlay.seconds > 0
        onTriggered: overlay.left_s = Math.max(0, overlay.left_s - 1)
    }
    Rectangle { anchors.fill: parent; color: Theme.veil }
    MouseArea { anchors.fill: parent; onClicked: actions.touched() }

    Card {
        anchors.centerIn: parent
        width: Math.min(overlay.width - Theme.edge * 2, Theme.u(880))
        height: column.implicitHeight + Theme.u(128)
        Column {
            id: column
            anchors.centerIn: parent
            width: parent.width - Theme.u(128)
            spacing: Theme.u(36)
            Ring {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Theme.u(220)
                height: width
                thickness: Theme.u(14)
                progress: overlay.seconds > 0 ? overlay.left_s / overlay.seconds : 0
                Words {
                    objectName: "still-seconds"
                    anchors.centerIn: parent
                    text: overlay.left_s
                    size: Theme.title
                }
            }
            Words {
                width: parent.width
                text: ui.chrome.still_title
                size: Theme.heading
                horizontalAlignment: Text.AlignHCenter
            }
            Words {
                width: parent.width
                text: ui.chrome.still_body
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
            BigButton {
                objectName: "still-here"
                width: parent.width
                text: ui.chrome.still_here
                onClicked: actions.touched()
            }
        }
    }
}
