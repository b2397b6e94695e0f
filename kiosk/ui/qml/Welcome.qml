// A new member.
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
        sign: Tick { anchors.fill: parent }
        Notice {
            Layout.fillWidth: true
            icon_name: "wallet"
            text: page.vm.top_up
        }
        BigButton {
            objectName: "agree"
            Layout.fillWidth: true
            visible: text !== ""
            kind: "plain"
            tint: Theme.railInk("alipay")
            icon_name: "qr"
            text: page.vm.agree
            onClicked: actions.my_data()
        }
        BigButton {
            objectName: "done"
            Layout.fillWidth: true
            text: page.vm.done
            onClicked: actions.done()
        }
    }
}
