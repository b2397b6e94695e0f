// A QR code for the shopper's app, in the service's colour. Money moves on the phone, not here.
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
            id: card
            readonly property real side: Math.min(Theme.u(800), Theme.portrait ? page.width - Theme.edge * 2 : page.height - Theme.foot - Theme.u(24))
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
                anchors { fill: parent; margins: Theme.u(28); topMargin: name.height }
                radius: Theme.smallRadius
                color: Theme.card
                Image {
                    objectName: "qr"
                    anchors.centerIn: parent
                    width: Math.min(parent.width, parent.height) - Theme.u(32)
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
            spacing: Theme.u(20)
            Sentence {
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.title
                horizontalAlignment: page.alignment
            }
            Words {
                objectName: "amount"
                Layout.fillWidth: true
                text: page.vm.amount
                size: Theme.u(Theme.portrait ? 150 : 130)
                color: page.tint
                horizontalAlignment: page.alignment
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.how
                size: Theme.lead
                horizontalAlignment: page.alignment
            }
            RowLayout {
                Layout.topMargin: Theme.u(12)
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
