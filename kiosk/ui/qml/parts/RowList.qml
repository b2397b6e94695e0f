// A scrolling list of white rows; says so when there is nothing in it.
import QtQuick
import QtQuick.Controls.Basic
import ".."

ListView {
    id: list
    property string nothing
    clip: true
    spacing: Theme.u(14)
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar { width: Theme.u(12) }
    Words {
        visible: list.count === 0
        anchors.centerIn: parent
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: list.nothing
        size: Theme.lead
        color: Theme.quiet
    }
}
