// A phone number, shown in groups of 3, 4 and 4; or its last four digits.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    property string step: vm.step
    icon_name: "phone"
    least: page.step === "last_four" ? vm.length : 1
    onStepChanged: keypad.typed = ""
    shown: TypedField {
        objectName: "typed"
        width: parent.width
        height: parent.height
        warns: page.vm.trouble !== ""
        text: page.step === "last_four" ? page.keypad.typed : page.keypad.typed.replace(/^(\d{3})(\d{1,4})?(\d{1,4})?$/,
            (all, a, b, c) => [a, b, c].filter(Boolean).join("  "))
    }
}
