// A to Z in rows of nine, so that every key is a full finger wide; erase is the last one.
import QtQuick
import ".."

Grid {
    id: keyboard
    property bool can_erase: false
    property string erase_text
    signal pressed(string letter)
    signal erased()
    columns: 9
    spacing: Theme.u(10)
    Repeater {
        model: "ABCDEFGHIJKLMNOPQRSTUVWXYZ<".split("")
        Key {
            required property string modelData
            readonly property bool is_erase: modelData === "<"
            objectName: "key-" + (is_erase ? "erase" : modelData)
            width: (keyboard.width - keyboard.spacing * (keyboard.columns - 1)) / keyboard.columns
            height: Theme.u(Theme.portrait ? 104 : 124)
            kind: is_erase ? "quiet" : "plain"
            icon_name: is_erase ? "erase" : ""
            text: is_erase ? keyboard.erase_text : modelData
            size: Theme.lead
            enabled: is_erase ? keyboard.can_erase : true
            onClicked: is_erase ? keyboard.erased() : keyboard.pressed(modelData)
        }
    }
}
