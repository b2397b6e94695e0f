// A phone number, shown in groups of 3, 4 and 4.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    icon_name: "phone"
    shown: TypedField {
        objectName: "typed"
        width: parent.width
        height: parent.height
        warns: page.vm.trouble !== ""
        text: page.keypad.typed.replace(/^(\d{3})(\d{1,4})?(\d{1,4})?$/,
            (all, a, b, c) => [a, b, c].filter(Boolean).join("  "))
    }
}
