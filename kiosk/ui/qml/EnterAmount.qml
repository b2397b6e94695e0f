// How much cash was taken, in whole yuan.
import QtQuick
import "."
import "parts"

TypingPage {
    id: page
    icon_name: "wallet"
    shown: TypedField {
        objectName: "typed"
        width: Math.min(parent.width, Theme.u(800))
        height: parent.height
        x: Theme.portrait ? (parent.width - width) / 2 : 0
        warns: page.vm.trouble !== ""
        text: "¥ " + page.keypad.typed
    }
}
