// How much cash was taken, in whole yuan.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    icon_name: "wallet"
    shown: TypedField {
        objectName: "typed"
        width: parent.width
        height: parent.height
        warns: page.vm.trouble !== ""
        text: "¥ " + page.keypad.typed
    }
}
