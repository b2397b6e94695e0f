// Six digits from a message to the shopper's phone. Counts down until another may be asked for.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    property int again_s: vm.again_s
    property int passed_s: 0
    readonly property int left_s: Math.max(0, again_s - passed_s)
    icon_name: "phone"
    has_extra: true
    locked: vm.locked
    least: vm.length
    note: vm.note
    onAgain_sChanged: passed_s = 0
    onLockedChanged: keypad.typed = ""
    Timer {
        interval: 1000
        repeat: true
        running: page.left_s > 0
        onTriggered: page.passed_s += 1
    }
    shown: TypedField {
        objectName: "typed"
        width: parent.width
        height: parent.height
        warns: page.vm.trouble !== ""
        text: page.keypad.typed.split("").join("  ")
    }
    extra: Flow {
        id: ways
        width: parent.width
        spacing: Theme.u(20)
        readonly property real rest: width - spacing
        BigButton {
            objectName: "again"
            width: Theme.portrait ? ways.width : ways.rest * 0.38
            height: Theme.u(104)
            kind: "plain"
            size: Theme.body
            enabled: page.vm.can_send
            text: page.left_s > 0 ? page.vm.again_in.replace("%1", page.left_s) : page.vm.again
            onClicked: actions.retry()
        }
        BigButton {
            objectName: "skip"
            width: Theme.portrait ? ways.width : ways.rest * 0.62
            height: Theme.u(104)
            kind: "quiet"
            size: Theme.body
            opacity: page.vm.type !== "" ? 1 : 0
            enabled: page.vm.type !== ""
            text: page.vm.type
            onClicked: actions.skip()
        }
    }
}
