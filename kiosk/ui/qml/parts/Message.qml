// A page that says one thing: a sign, a headline, a few words, and what can be done.
import QtQuick
import QtQuick.Layouts
import ".."

Item {
    id: message
    property string title
    property string body
    default property alias buttons: below.data
    property alias sign: above.data

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.u(960))
        spacing: Theme.u(32)
        Item {
            id: above
            Layout.alignment: Qt.AlignHCenter
            implicitWidth: Theme.u(220)
            implicitHeight: Theme.u(220)
        }
        Words {
            Layout.fillWidth: true
            text: message.title
            size: Theme.title
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            Layout.fillWidth: true
            text: message.body
            size: Theme.u(38)
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
        }
        ColumnLayout {
            id: below
            Layout.fillWidth: true
            Layout.topMargin: Theme.u(32)
            spacing: Theme.u(24)
        }
    }
}
