// A staff page: title and a word aside on top, the rest below.
import QtQuick
import ".."

Page {
    id: page
    property string title
    property string aside: ""
    cancel_text: ui.chrome.leave_staff
    default property alias rows: inside.data

    Words {
        id: heading
        text: page.title
        size: Theme.heading
        height: Theme.touch
        wrapMode: Text.NoWrap
    }
    Words {
        anchors { right: parent.right; verticalCenter: heading.verticalCenter }
        width: Math.min(implicitWidth, parent.width - heading.width - Theme.u(32))
        text: page.aside
        color: Theme.quiet
        horizontalAlignment: Text.AlignRight
    }
    Item {
        id: inside
        anchors {
            top: heading.bottom; topMargin: Theme.u(16)
            bottom: parent.bottom; left: parent.left; right: parent.right
        }
    }
}
