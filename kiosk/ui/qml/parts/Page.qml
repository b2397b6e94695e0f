// The frame of a page: edges, and the foot with back and cancel. `vm` holds the screen's values.
import QtQuick
import ".."

Item {
    id: page
    property var vm
    property bool shows_back: true
    property bool shows_cancel: true
    property alias cancel_text: foot.cancel_text
    default property alias content: body.data

    Item {
        id: body
        anchors {
            fill: parent
            leftMargin: Theme.edge
            rightMargin: Theme.edge
            topMargin: Theme.u(Theme.portrait ? 24 : 0)
            bottomMargin: foot.height
        }
    }
    FootBar {
        id: foot
        shows_back: page.shows_back
        shows_cancel: page.shows_cancel
        anchors {
            left: parent.left; right: parent.right; bottom: parent.bottom
            leftMargin: Theme.edge; rightMargin: Theme.edge
        }
    }
}
