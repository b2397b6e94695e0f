// Money may be moving: no way back from here, and no hurry.
import QtQuick
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: page.vm.stop !== ""
    cancel_text: page.vm.stop
    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.u(900))
        spacing: Theme.u(40)
        Ring {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.u(440)
            height: width
            spins: true
            Words {
                anchors.centerIn: parent
                text: page.vm.amount
                size: Theme.u(72)
                wrapMode: Text.NoWrap
                color: Theme.accent
            }
        }
        Sentence {
            width: parent.width
            text: page.vm.title
            size: Theme.heading
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
