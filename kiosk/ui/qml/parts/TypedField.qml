// What has been typed so far, large, with a blinking caret; before that, `hint` beside it.
import QtQuick
import ".."

Rectangle {
    id: field
    property string text
    property string hint: ""
    property bool warns: false
    radius: Theme.smallRadius
    color: Theme.card
    border.width: Theme.u(3)
    border.color: warns ? Theme.warning : Theme.line
    Row {
        anchors.centerIn: parent
        spacing: Theme.u(8)
        Words {
            text: field.text
            size: Theme.u(68)
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
        }
        Rectangle {
            width: Theme.u(5)
            height: Theme.u(68)
            radius: width / 2
            color: Theme.accent
            anchors.verticalCenter: parent.verticalCenter
            SequentialAnimation on opacity {
                loops: Animation.Infinite
                NumberAnimation { to: 1; duration: 0 }
                PauseAnimation { duration: 550 }
                NumberAnimation { to: 0; duration: 0 }
                PauseAnimation { duration: 450 }
            }
        }
        Words {
            visible: field.text === "" && text !== ""
            text: field.hint
            size: Theme.u(30)
            color: Theme.quiet
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
