// Not paid, or not known: what happened to the money, and what to do now.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign {
            anchors.fill: parent
            icon_name: page.vm.order_matters ? "question" : "wallet"
            tone: page.vm.order_matters ? "bad" : "warning"
        }
        Notice {
            Layout.fillWidth: true
            text: page.vm.balance
            icon_name: "wallet"
        }
        Card {
            Layout.fillWidth: true
            visible: page.vm.order_matters
            implicitHeight: Theme.u(160)
            Words {
                anchors.centerIn: parent
                width: parent.width - Theme.u(64)
                text: page.vm.order
                size: Theme.heading
                horizontalAlignment: Text.AlignHCenter
            }
        }
        BigButton {
            objectName: "retry"
            visible: page.vm.can_retry
            Layout.fillWidth: true
            text: page.vm.retry
            onClicked: actions.retry()
        }
        BigButton {
            objectName: "cancel"
            visible: page.vm.can_retry
            Layout.fillWidth: true
            kind: "plain"
            text: page.vm.quit
            onClicked: actions.cancel()
        }
        BigButton {
            objectName: "done"
            visible: !page.vm.can_retry
            Layout.fillWidth: true
            text: page.vm.done
            onClicked: actions.done()
        }
    }
}
