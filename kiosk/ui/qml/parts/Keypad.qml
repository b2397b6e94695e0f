// Ten digits, erase and OK. What is typed stays here until OK gives it away once.
import QtQuick
import ".."

Item {
    id: keypad
    property int length: 11
    property int least: 1
    property string typed: ""
    property string ok_text
    property string erase_text
    property bool locked: false
    signal given(string digits)

    readonly property real gap: Theme.u(18)
    implicitWidth: Theme.u(720)
    implicitHeight: Theme.u(Theme.portrait ? 700 : 620)

    function press(key) {
        if (key === "erase") typed = typed.slice(0, -1)
        else if (key === "ok") { const digits = typed; typed = ""; given(digits) }
        else if (typed.length < length) typed += key
    }

    Grid {
        columns: 3
        spacing: keypad.gap
        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "ok"]
            Key {
                required property string modelData
                objectName: "keypad-" + modelData
                width: (keypad.width - keypad.gap * 2) / 3
                height: (keypad.height - keypad.gap * 3) / 4
                kind: modelData === "ok" ? "primary" : modelData === "erase" ? "quiet" : "plain"
                text: modelData === "ok" ? keypad.ok_text
                    : modelData === "erase" ? keypad.erase_text : modelData
                icon_name: modelData === "erase" ? "erase" : ""
                size: modelData === "ok" ? Theme.lead : Theme.heading
                enabled: !keypad.locked && (modelData === "ok" ? keypad.typed.length >= keypad.least
                       : modelData === "erase" ? keypad.typed.length > 0 : true)
                onClicked: keypad.press(modelData)
            }
        }
    }
}
