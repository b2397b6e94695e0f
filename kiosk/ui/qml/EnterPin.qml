// Six dots for six digits. A locked PIN counts down in place.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    property int wait_s: vm.locked_for_s
    property string step: vm.step
    icon_name: "lock"
    has_extra: vm.skip !== ""
    shows_back: !vm.is_first_start || step === "repeat"
    shows_cancel: !vm.is_first_start
    locked: wait_s > 0 || vm.is_out_of_reach
    least: vm.length
    points: vm.points
    takes_digits: !vm.is_out_of_reach
    onStepChanged: keypad.typed = ""
    Timer {
        interval: 1000
        repeat: true
        running: page.wait_s > 0
        onTriggered: page.wait_s -= 1
    }
    shown: Row {
        x: Theme.portrait ? (parent.width - width) / 2 : 0
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(36)
        Repeater {
            model: page.vm.length
            Rectangle {
                required property int index
                readonly property bool is_filled: index < page.keypad.typed.length
                width: Theme.u(52)
                height: width
                radius: width / 2
                color: is_filled ? Theme.accent : "transparent"
                border.width: Theme.u(4)
                border.color: is_filled ? Theme.accent : Theme.quiet
                scale: is_filled ? 1.1 : 1
                Behavior on scale { NumberAnimation { duration: Theme.quick; easing.type: Easing.OutBack } }
            }
        }
    }
    extra: BigButton {
        objectName: "skip"
        width: parent.width
        visible: page.vm.skip !== ""
        height: visible ? Theme.u(112) : 0
        kind: "quiet"
        size: Theme.body
        text: page.vm.skip
        onClicked: actions.skip()
    }
}
