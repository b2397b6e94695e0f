// The gestures were not seen: nothing happened, and there are other ways to pay.
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
        sign: Sign { anchors.fill: parent; icon_name: "face"; tone: "warning" }
        Notice {
            Layout.fillWidth: true
            text: page.vm.tip
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(24)
            uniformCellSizes: true
            BigButton {
                objectName: "payByPhone"
                Layout.fillWidth: true
                icon_name: "phone"
                text: page.vm.phone
                onClicked: actions.pay_by_phone()
            }
            BigButton {
                objectName: "otherWays"
                Layout.fillWidth: true
                icon_name: "wallet"
                text: page.vm.other
                onClicked: actions.back()
            }
        }
    }
}
