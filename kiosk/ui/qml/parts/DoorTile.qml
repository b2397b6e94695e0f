// A locker: its number, and the one good behind it. A tap anywhere asks to open it.
import QtQuick
import QtQuick.Controls.Basic
import ".."

AbstractButton {
    id: tile
    property var door
    readonly property var good: door.goods.length ? door.goods[0] : null
    objectName: "open-" + door.cabinet + "-" + door.door
    enabled: door.why_not === ""
    focusPolicy: Qt.NoFocus
    text: door.text
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: good ? good.name + " " + good.price : door.why_not
    onClicked: cabinet_actions.open(door.cabinet, door.door)

    background: Rectangle {
        radius: Theme.u(28)
        color: tile.down ? Theme.nightLine : Theme.nightRaised
        border.width: Theme.u(3)
        border.color: tile.enabled ? Theme.nightLine : "transparent"
    }
    contentItem: Item {
        Picture {
            id: picture
            visible: tile.good !== null
            x: Theme.u(14)
            y: Theme.u(14)
            width: parent.width - x * 2
            height: name.y - y - Theme.u(10)
            opacity: tile.enabled ? 1 : 0.4
            ground: tile.down ? Theme.nightLine : Theme.nightRaised
            source: tile.good ? tile.good.picture : ""
            letter: tile.good ? tile.good.letter : ""
            hue: tile.good ? tile.good.hue : 0
        }
        Words {
            id: name
            objectName: "may-elide"
            x: Theme.u(20)
            anchors.bottom: foot.top
            width: parent.width - x * 2
            text: tile.good ? tile.good.name : ""
            size: Theme.small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            color: Theme.overNight
        }
        Item {
            id: foot
            x: Theme.u(14)
            anchors { bottom: parent.bottom; bottomMargin: Theme.u(14) }
            width: parent.width - x * 2
            height: Theme.u(72)
            Words {
                visible: !tile.enabled
                anchors { fill: parent; leftMargin: Theme.u(6) }
                verticalAlignment: Text.AlignVCenter
                text: tile.door.why_not
                size: Theme.tiny
                color: Theme.quietOverNight
            }
            Words {
                visible: tile.enabled && tile.good !== null
                anchors { left: parent.left; leftMargin: Theme.u(6); verticalCenter: parent.verticalCenter }
                text: tile.good ? tile.good.price : ""
                size: Theme.body
                wrapMode: Text.NoWrap
                color: Theme.mint
            }
            Rectangle {
                visible: tile.enabled
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                width: open.implicitWidth + Theme.u(40)
                height: Theme.u(64)
                radius: height / 2
                color: Theme.mint
                Words {
                    id: open
                    anchors.centerIn: parent
                    text: tile.door.name
                    size: Theme.small
                    wrapMode: Text.NoWrap
                    color: Theme.overMint
                }
            }
        }
    }
}
