// The cabinet works; nothing can be touched, and it does not take long.
import QtQuick
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.u(960))
        spacing: Theme.u(40)
        Ring {
            width: Theme.u(280)
            height: width
            anchors.horizontalCenter: parent.horizontalCenter
            spins: true
            Icon {
                anchors.centerIn: parent
                name: "locks"
                size: parent.width * 0.4
                color: Theme.accent
            }
        }
        Sentence {
            width: parent.width
            text: page.vm.title
            size: Theme.title
            horizontalAlignment: Text.AlignHCenter
        }
        Sentence {
            width: parent.width
            text: page.vm.body
            size: Theme.lead
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
