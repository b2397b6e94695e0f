// One scene of a stage: fades in when its turn comes.
import QtQuick
import ".."

Item {
    property bool shows: false
    anchors.fill: parent
    opacity: shows ? 1 : 0
    visible: opacity > 0
    Behavior on opacity { NumberAnimation { duration: Theme.slow } }
}
