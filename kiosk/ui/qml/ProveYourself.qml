// Before a member sees what is kept: by face or by number and PIN, equally large.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "user" }
        Notice {
            objectName: "not-found"
            Layout.fillWidth: true
            tone: "warning"
            text: page.vm.not_found
        }
        Notice {
            objectName: "why-no-face"
            Layout.fillWidth: true
            tone: "warning"
            text: page.vm.why_no_face
        }
        BigButton {
            objectName: "payByFace"
            Layout.fillWidth: true
            enabled: page.vm.why_no_face === ""
            icon_name: "scan"
            text: page.vm.face
            onClicked: actions.pay_by_face()
        }
        BigButton {
            objectName: "payByPhone"
            Layout.fillWidth: true
            icon_name: "phone"
            text: page.vm.phone
            onClicked: actions.pay_by_phone()
        }
    }
}
