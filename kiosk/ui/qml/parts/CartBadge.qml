// A bag with the number of things in it; it hops when that number changes.
import QtQuick
import ".."

Item {
    id: badge
    property int count: 0
    implicitWidth: Theme.u(76) + (count > 9 ? Theme.u(48) : Theme.u(24))
    implicitHeight: Theme.u(96)
    onCountChanged: hop.restart()

    Icon {
        id: bag
        anchors { left: parent.left; bottom: parent.bottom }
        name: "bag"
        size: Theme.u(76)
        weight: 1.6
        color: badge.count > 0 ? Theme.ink : Theme.quiet
    }
    Rectangle {
        id: bubble
        visible: badge.count > 0
        x: Theme.u(46)
        width: Math.max(height, number.implicitWidth + Theme.u(24))
        height: Theme.u(52)
        radius: height / 2
        color: Theme.accent
        Words {
            id: number
            anchors.centerIn: parent
            text: badge.count
            size: Theme.small
            color: Theme.overAccent
            wrapMode: Text.NoWrap
        }
    }
    SequentialAnimation {
        id: hop
        NumberAnimation { target: bubble; property: "scale"; to: 1.35; duration: Theme.quick; easing.type: Easing.OutCubic }
        NumberAnimation { target: bubble; property: "scale"; to: 1; duration: Theme.page; easing.type: Easing.OutBack }
    }
}
