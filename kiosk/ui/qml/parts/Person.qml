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
    property real passed_s: 0
    property bool is_small: false  // portrait: where more must stand below
    columns: Theme.portrait ? 1 : 2
    columnSpacing: Theme.u(40)
    rowSpacing: Theme.u(24)

    // In small steps: smooth to the eye, and far cheaper than sixty pictures a second.
    Timer {
        interval: 250
        repeat: true
        running: person.passed_s < person.valid_s
        onTriggered: person.passed_s += interval / 1000
    }
    Ring {
        has_ease: false
        Layout.alignment: Theme.portrait ? Qt.AlignHCenter | Qt.AlignBottom : Qt.AlignLeft
        implicitWidth: Theme.u(!Theme.portrait ? 220 : person.is_small ? 180 : 340)
        implicitHeight: implicitWidth
        thickness: Theme.u(12)
        progress: 1 - person.passed_s / person.valid_s
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
        Layout.alignment: Theme.portrait ? Qt.AlignTop : Qt.AlignVCenter
        spacing: Theme.u(8)
        Words {
            Layout.fillWidth: true
            text: person.title
            size: Theme.u(!Theme.portrait ? 64 : person.is_small ? 60 : 80)
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
