// The call screen: making on one side, ready on the other; a new ready number is celebrated.
import QtQuick
import "."
import "parts"

Rectangle {
    id: display
    color: Theme.night
    onWidthChanged: Theme.width = width
    onHeightChanged: Theme.height = height

    Words {
        id: shop
        x: Theme.edge
        y: Theme.u(40)
        text: vm.shop
        size: Theme.lead
        color: Theme.quietOverNight
    }
    Grid {
        id: halves
        anchors {
            fill: parent; margins: Theme.edge
            topMargin: shop.y + shop.height + Theme.u(32)
        }
        columns: Theme.portrait ? 1 : 2
        spacing: Theme.u(40)
        readonly property real half_width: Theme.portrait ? width : (width - spacing) / 2
        readonly property real half_height: Theme.portrait ? (height - spacing) / 2 : height

        NumberBoard {
            objectName: "ready"
            width: halves.half_width
            height: halves.half_height
            zh: vm.ready_zh
            en: vm.ready_en
            numbers: vm.ready
            called: vm.called
            color: Theme.mint
            ink: Theme.overMint
            quiet_ink: Theme.overMint
        }
        NumberBoard {
            objectName: "making"
            width: halves.half_width
            height: halves.half_height
            zh: vm.making_zh
            en: vm.making_en
            numbers: vm.making
            color: Theme.nightRaised
            ink: Theme.overNight
            quiet_ink: Theme.quietOverNight
        }
    }

    // A number called just now fills the screen for a few seconds.
    Rectangle {
        id: party
        objectName: "called"
        property string number: vm.called
        anchors.fill: parent
        color: Theme.mint
        opacity: 0
        visible: opacity > 0
        onNumberChanged: if (number !== "") show.restart()
        Column {
            anchors.centerIn: parent
            spacing: Theme.u(16)
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: vm.called
                size: Math.min(Theme.u(460), display.width * 0.36)
                lineHeight: 0.9
                color: Theme.overMint
                wrapMode: Text.NoWrap
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: vm.collect_zh
                size: Theme.hero
                color: Theme.overMint
                wrapMode: Text.NoWrap
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: vm.collect_en
                size: Theme.heading
                color: Theme.overMint
                wrapMode: Text.NoWrap
            }
        }
        SequentialAnimation {
            id: show
            NumberAnimation { target: party; property: "opacity"; to: 1; duration: Theme.page }
            PauseAnimation { duration: 3500 }
            NumberAnimation { target: party; property: "opacity"; to: 0; duration: Theme.slow }
        }
    }
}
