// Nobody was recognised: nothing happened, and there are two ways on.
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
        sign: Sign { anchors.fill: parent; icon_name: "scan"; tone: "warning" }
        Notice {
            Layout.fillWidth: true
            text: page.vm.tip
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(24)
            uniformCellSizes: true
            BigButton {
                objectName: "retry"
                Layout.fillWidth: true
                icon_name: "restart"
                text: page.vm.retry
                onClicked: actions.retry()
            }
            BigButton {
                objectName: "payByPhone"
                Layout.fillWidth: true
                icon_name: "phone"
                text: page.vm.phone
                onClicked: actions.pay_by_phone()
            }
        }
        JoinLine {
            Layout.fillWidth: true
            question: page.vm.only_members
            answer: page.vm.join
        }
    }
}
