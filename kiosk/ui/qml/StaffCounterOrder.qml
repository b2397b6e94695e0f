// One order that waits at the counter: cash or card.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_cancel: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "counter"; tone: "good" }
        BigButton {
            objectName: "cash"
            Layout.fillWidth: true
            visible: text !== ""
            kind: "plain"
            icon_name: "wallet"
            text: page.vm.cash
            onClicked: staff_actions.received("cash")
        }
        BigButton {
            objectName: "card"
            Layout.fillWidth: true
            visible: text !== ""
            kind: "plain"
            icon_name: "paycode"
            text: page.vm.card
            onClicked: staff_actions.received("card")
        }
    }
}
