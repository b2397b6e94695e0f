// What came of giving money back: asking, done, refused, or not known yet.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    readonly property var icons: ({ good: "check", warning: "clock", bad: "warn", calm: "refund" })
    Message {
        anchors.fill: parent
        has_actions: !page.vm.is_asking
        title: page.vm.title
        body: page.vm.body
        sign: Sign {
            anchors.fill: parent
            icon_name: page.icons[page.vm.tone]
            tone: page.vm.tone === "calm" ? "good" : page.vm.tone
        }
        BigButton {
            objectName: "done"
            Layout.fillWidth: true
            visible: text !== ""
            text: page.vm.done
            onClicked: actions.done()
        }
    }
}
