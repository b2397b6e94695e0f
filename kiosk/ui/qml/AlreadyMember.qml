// This face is known: no second membership.
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
        sign: Sign { anchors.fill: parent; icon_name: "user"; tone: "good" }
        BigButton {
            objectName: "done"
            Layout.fillWidth: true
            text: page.vm.done
            onClicked: actions.done()
        }
    }
}
