// Not paid, or not known: what happened to the money, and what to do now.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    function pay_with(way) {
        switch (way.kind) {
        case "from": return actions.pay_from(way.rail)
        case "code": return actions.pay_by_code()
        case "screen": return actions.pay_by_screen(way.rail)
        case "counter": return actions.pay_at_counter()
        }
    }
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign {
            anchors.fill: parent
            icon_name: page.vm.icon
            tone: page.vm.tone
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
        Words {
            Layout.fillWidth: true
            visible: page.vm.pay_all !== ""
            text: page.vm.pay_all
            horizontalAlignment: Text.AlignHCenter
        }
        GridLayout {
            Layout.fillWidth: true
            visible: page.vm.others.length > 0
            columns: 2
            columnSpacing: Theme.u(24)
            rowSpacing: Theme.u(24)
            uniformCellWidths: true
            Repeater {
                model: page.vm.others
                BigButton {
                    required property var modelData
                    objectName: modelData.name
                    Layout.fillWidth: true
                    kind: "plain"
                    size: Theme.body
                    icon_name: modelData.icon
                    text: modelData.text
                    onClicked: page.pay_with(modelData)
                }
            }
        }
        GridLayout {
            Layout.fillWidth: true
            visible: page.vm.can_retry
            columns: page.vm.others.length > 0 ? 2 : 1
            columnSpacing: Theme.u(24)
            rowSpacing: Theme.u(24)
            uniformCellWidths: true
            BigButton {
                objectName: "retry"
                Layout.fillWidth: true
                text: page.vm.retry
                onClicked: actions.retry()
            }
            BigButton {
                objectName: "cancel"
                Layout.fillWidth: true
                kind: "plain"
                text: page.vm.quit
                onClicked: actions.cancel()
            }
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
