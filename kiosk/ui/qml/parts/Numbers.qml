// Queue numbers side by side, as large as the width allows.
import QtQuick
import ".."

Item {
    id: numbers
    property var texts: []
    property real largest: Theme.number
    readonly property real gap: Theme.u(56)
    // Four characters are about 2.4 times as wide as they are high.
    readonly property real size: Math.min(largest, (width - gap * (texts.length - 1)) / (texts.length * 2.45))
    implicitHeight: size * 1.2
    Row {
        anchors.centerIn: parent
        spacing: numbers.gap
        Repeater {
            model: numbers.texts
            Words {
                required property string modelData
                objectName: "number-" + modelData
                text: modelData
                size: numbers.size
                lineHeight: 1
                color: Theme.accent
                wrapMode: Text.NoWrap
            }
        }
    }
}
