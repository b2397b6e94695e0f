// Something is owed from before: nothing opens until it is paid.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "wallet"; tone: "warning" }
        CartCard {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(wanted, Theme.u(Theme.portrait ? 520 : 430))
            lines: page.vm.lines
            items: page.vm.items
            total: page.vm.total
            total_label: page.vm.total_label
        }
        BigButton {
            objectName: "payDebt"
            Layout.fillWidth: true
            icon_name: "wallet"
            text: page.vm.pay
            onClicked: cabinet_actions.pay_debt()
        }
    }
}
