// The yes is being said in the shopper's app: wait for it, or stop.
import QtQuick
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    readonly property color tint: Theme.railInk(page.vm.rail)
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: Theme.railSoft(page.vm.rail)
            Icon {
                anchors.centerIn: parent
                name: "phone"
                size: parent.width * 0.5
                weight: 1.4
                color: page.tint
            }
        }
        Card {
            width: parent.width
            implicitHeight: Theme.u(260)
            implicitWidth: parent.width
            Countdown {
                id: countdown
                x: Theme.u(48)
                anchors.verticalCenter: parent.verticalCenter
                color: page.tint
                valid_s: page.vm.valid_s
                what: page.vm.seconds_left
            }
            Words {
                objectName: "amount"
                anchors { left: countdown.right; right: parent.right; leftMargin: Theme.u(32); rightMargin: Theme.u(48); verticalCenter: parent.verticalCenter }
                text: page.vm.amount
                size: Theme.hero
                color: page.tint
                horizontalAlignment: Text.AlignRight
            }
        }
        BigButton {
            objectName: "cancel"
            width: parent.width
            implicitWidth: parent.width
            kind: "plain"
            icon_name: "stop"
            text: page.vm.stop
            onClicked: actions.cancel()
        }
    }
}
