// A ring that empties over `valid_s` seconds, with what is left of them in it.
import QtQuick
import ".."

Ring {
    id: ring
    property int valid_s: 0
    property real passed_s: 0
    property string what: ""
    readonly property int left_s: Math.max(0, Math.ceil(valid_s - passed_s))
    implicitWidth: Theme.u(150)
    implicitHeight: implicitWidth
    has_ease: false
    thickness: Theme.u(12)
    progress: valid_s > 0 ? 1 - passed_s / valid_s : 0
    onValid_sChanged: passed_s = 0
    Accessible.role: Accessible.StaticText
    Accessible.name: left_s + " " + what

    // In small steps: smooth to the eye, and far cheaper than sixty pictures a second.
    Timer {
        interval: 250
        repeat: true
        running: ring.visible && ring.passed_s < ring.valid_s
        onTriggered: ring.passed_s += interval / 1000
    }
    Words {
        anchors.centerIn: parent
        text: ring.left_s
        size: ring.width * 0.36
        wrapMode: Text.NoWrap
        color: ring.color
    }
}
