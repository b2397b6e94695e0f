// The shopper gave up: wait until it is certain that no money stays moved.
import QtQuick
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
        has_actions: false
        sign: Ring { anchors.fill: parent; spins: true; color: Theme.warningLine }
    }
}
