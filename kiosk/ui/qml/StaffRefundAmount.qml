// How much goes back, typed to the fen as on a card terminal.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    icon_name: "refund"
    readonly property string digits: page.keypad.typed.padStart(3, "0")
    shown: TypedField {
        objectName: "typed"
        width: parent.width
        height: parent.height
        warns: page.vm.trouble !== ""
        text: "¥ " + page.digits.slice(0, -2) + "." + page.digits.slice(-2)
    }
}
