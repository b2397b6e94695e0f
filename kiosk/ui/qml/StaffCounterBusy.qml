// Staff have confirmed the money; it is being written down.
import QtQuick
import "."
import "parts"

Page {
    id: page
    shows_cancel: false
    Message {
        anchors.fill: parent
        has_actions: false
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "counter"; tone: "good" }
    }
}
