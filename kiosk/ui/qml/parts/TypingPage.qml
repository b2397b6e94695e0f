// Words on one side, keys on the other: every page on which digits are typed.
import QtQuick
import QtQuick.Layouts
import ".."

Page {
    id: page
    property alias keypad: keypad
    property alias shown: shown.data
    property alias extra: extra.data
    property string icon_name: "phone"
    property string note: ""  // where there is no trouble
    property bool locked: false
    property bool has_extra: false
    property bool takes_digits: true  // else their place and the trouble with them are not kept free
    property int least: 1
    property var points: []

    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(96)
        rowSpacing: Theme.u(32)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            spacing: Theme.u(24)
            Item { Layout.fillHeight: true }
            Sign {
                visible: Theme.portrait && !page.has_extra && page.points.length === 0
                Layout.alignment: Qt.AlignHCenter
                implicitWidth: Theme.u(150)
                icon_name: page.icon_name
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.u(Theme.portrait ? 72 : 64)
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.body
                size: Theme.u(38)
                color: Theme.quiet
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            Points {
                Layout.fillWidth: true
                Layout.topMargin: Theme.u(16)
                visible: rows.length > 0
                rows: page.points
                size: Theme.u(34)
            }
            Item {
                id: shown
                visible: page.takes_digits
                Layout.fillWidth: true
                Layout.topMargin: Theme.u(24)
                implicitHeight: Theme.u(132)
            }
            Item {
                visible: page.takes_digits
                Layout.fillWidth: true
                implicitHeight: Theme.u(112)
                Notice {
                    id: trouble
                    objectName: "trouble"
                    width: Math.min(parent.width, Theme.portrait ? implicitWidth : parent.width)
                    anchors.horizontalCenter: parent.horizontalCenter
                    tone: page.vm.trouble !== "" ? "warning" : "calm"
                    text: page.vm.trouble || page.note
                    onTextChanged: if (page.vm.trouble !== "") shake.restart()
                    transform: Translate { id: aside }
                    SequentialAnimation {
                        id: shake
                        loops: 2
                        NumberAnimation { target: aside; property: "x"; to: Theme.u(14); duration: 60 }
                        NumberAnimation { target: aside; property: "x"; to: -Theme.u(14); duration: 90 }
                        NumberAnimation { target: aside; property: "x"; to: 0; duration: 60 }
                    }
                }
            }
            Item { Layout.fillHeight: true }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.u(24)
            Keypad {
                id: keypad
                Layout.fillWidth: true
                length: page.vm.length
                least: page.least
                locked: page.locked
                ok_text: page.vm.ok
                erase_text: page.vm.erase
                onGiven: digits => actions.enter_digits(digits)
            }
            Item {
                id: extra
                Layout.fillWidth: true
                implicitHeight: childrenRect.height
            }
        }
    }
}
