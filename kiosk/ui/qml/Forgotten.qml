// It is done; the signed receipt as a code, for whoever wants a proof.
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
        Card {
            Layout.fillWidth: true
            visible: page.vm.qr !== ""
            implicitHeight: Theme.u(500)
            Image {
                id: code
                objectName: "qr"
                x: Theme.u(30)
                width: Theme.u(440)
                height: width
                anchors.verticalCenter: parent.verticalCenter
                source: page.vm.qr
                smooth: false
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: page.vm.qr_label
            }
            Words {
                anchors { left: code.right; leftMargin: Theme.u(30); right: parent.right; rightMargin: Theme.u(30); verticalCenter: parent.verticalCenter }
                text: page.vm.qr_label
                size: Theme.body
            }
        }
        BigButton {
            objectName: "done"
            Layout.fillWidth: true
            text: page.vm.done
            onClicked: page.vm.for_staff ? actions.back() : actions.done()
        }
    }
}
