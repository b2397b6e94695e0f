// A QR code by which a member agrees in the app to be charged without a password. No amount: no
// money moves.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    cancel_text: page.vm.stop
    readonly property color tint: Theme.railInk(page.vm.rail)
    readonly property int alignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(72)
        rowSpacing: Theme.u(36)

        Card {
            readonly property real side: Math.min(Theme.u(Theme.large_text ? 800 : 920), Theme.portrait ? page.width - Theme.edge * 2 : page.height - Theme.foot - Theme.u(24))
            Layout.preferredWidth: side
            Layout.preferredHeight: side
            Layout.alignment: Qt.AlignCenter
            color: page.tint
            Words {
                id: name
                width: parent.width
                height: Theme.u(112)
                text: page.vm.app
                size: Theme.heading
                color: Theme.overAccent
                horizontalAlignment: Text.AlignHCenter
            }
            Rectangle {
                anchors { fill: parent; margins: Theme.u(20); topMargin: name.height }
                radius: Theme.smallRadius
                color: Theme.card
                Image {
                    objectName: "qr"
                    // Whole pixels for each module (8 in the source): the code is a dense one.
                    readonly property real room: Math.min(parent.width, parent.height) - Theme.u(16)
                    readonly property real modules: Math.max(1, implicitWidth / 8)
                    x: Math.round((parent.width - width) / 2)
                    y: Math.round((parent.height - height) / 2)
                    width: Math.max(1, Math.floor(room / modules)) * modules
                    height: width
                    source: page.vm.qr
                    smooth: false
                    fillMode: Image.PreserveAspectFit
                    Accessible.role: Accessible.Graphic
                    Accessible.name: page.vm.qr_label
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(28)
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.title
                horizontalAlignment: page.alignment
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.how
                size: Theme.lead
                horizontalAlignment: page.alignment
            }
            Notice {
                Layout.fillWidth: true
                icon_name: "info"
                text: page.vm.terms
            }
            RowLayout {
                visible: page.vm.valid_s > 0
                Layout.fillWidth: true
                spacing: Theme.u(32)
                Countdown {
                    Layout.alignment: Qt.AlignVCenter
                    color: page.tint
                    valid_s: page.vm.valid_s
                    what: page.vm.seconds_left
                }
                Words {
                    Layout.fillWidth: true
                    text: page.vm.wait
                    color: Theme.quiet
                }
            }
        }
    }
}
