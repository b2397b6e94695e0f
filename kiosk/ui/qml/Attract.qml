// Nobody is here: three pictures tell how it works, and two buttons begin.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Item {
    id: page
    property var vm
    readonly property bool has_recovered: vm.recovered.numbers !== undefined

    GridLayout {
        anchors {
            fill: parent
            leftMargin: Theme.edge; rightMargin: Theme.edge
            topMargin: Theme.u(Theme.portrait ? 32 : 0); bottomMargin: Theme.u(72)
        }
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(96)
        rowSpacing: Theme.u(40)
        uniformCellWidths: true

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            HowItWorks {
                anchors.fill: parent
                visible: !page.has_recovered
                steps: page.vm.steps
                by_face: page.vm.faces_work
            }
            Recovered {
                anchors.centerIn: parent
                width: Math.min(parent.width, Theme.u(900))
                visible: page.has_recovered
                values: page.vm.recovered
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.u(28)
            Words {
                Layout.fillWidth: true
                text: page.vm.hello
                size: Theme.u(Theme.portrait ? 92 : 84)
                lineHeight: 0.88
                color: Theme.overNight
            }
            Sentence {
                Layout.fillWidth: true
                text: page.vm.tagline
                size: Theme.lead
                color: Theme.quietOverNight
            }
            Sentence {
                Layout.fillWidth: true
                visible: text !== ""
                text: page.vm.no_face
                size: Theme.small
                color: Theme.quietOverNight
            }
            Item { implicitHeight: Theme.u(20) }
            BigButton {
                objectName: "shop"
                Layout.fillWidth: true
                implicitHeight: Theme.u(168)
                kind: "mint"
                size: Theme.heading
                icon_name: "forward"
                icon_last: true
                text: page.vm.shop
                onClicked: actions.shop()
            }
            BigButton {
                objectName: "join"
                visible: text !== ""
                Layout.fillWidth: true
                kind: "ghost"
                icon_name: "join"
                text: page.vm.join
                onClicked: actions.join()
            }
        }
    }
}
