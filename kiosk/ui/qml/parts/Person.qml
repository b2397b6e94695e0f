// Who we think is here: an initial in a ring that empties while this yes stays open.
import QtQuick
import QtQuick.Layouts
import ".."

GridLayout {
    id: person
    property string letter
    property string title
    property string how
    property int valid_s: 30
    columns: Theme.portrait ? 1 : 2
    columnSpacing: Theme.u(40)
    rowSpacing: Theme.u(24)

    Ring {
        Layout.alignment: Theme.portrait ? Qt.AlignHCenter : Qt.AlignLeft
        implicitWidth: Theme.u(Theme.portrait ? 280 : 190)
        implicitHeight: implicitWidth
        thickness: Theme.u(12)
        shown: 1
        NumberAnimation on shown {
            from: 1
            to: 0
            duration: person.valid_s * 1000
            running: true
        }
        Rectangle {
            anchors { fill: parent; margins: Theme.u(24) }
            radius: width / 2
            color: Theme.accentSoft
            Words {
                anchors.centerIn: parent
                text: person.letter
                size: parent.width * 0.44
                color: Theme.accent
            }
            Icon {
                visible: person.letter === ""
                anchors.centerIn: parent
                name: "user"
                size: parent.width * 0.5
                weight: 1.5
                color: Theme.accent
            }
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.u(8)
        Words {
            Layout.fillWidth: true
            text: person.title
            size: Theme.u(Theme.portrait ? 72 : 60)
            horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
        }
        Words {
            Layout.fillWidth: true
            text: person.how
            color: Theme.quiet
            horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
        }
    }
}
