// "Not a member yet? Join now", in one line.
import QtQuick
import ".."

Item {
    id: line
    property string question
    property string answer
    implicitHeight: Theme.touch
    Row {
        anchors.centerIn: parent
        spacing: Theme.u(4)
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: line.question
            color: Theme.quiet
            wrapMode: Text.NoWrap
        }
        BigButton {
            objectName: "join"
            kind: "link"
            size: Theme.body
            icon_name: "join"
            implicitHeight: Theme.touch
            implicitWidth: label_width + mark + Theme.u(48)
            text: line.answer
            onClicked: actions.join()
        }
    }
}
