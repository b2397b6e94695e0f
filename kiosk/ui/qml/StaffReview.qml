// One session with its evidence: weights drawn, explanations as buttons, counts by hand.
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.about
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(56)
        rowSpacing: Theme.gap
        uniformCellWidths: true
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: !Theme.portrait
            Layout.maximumHeight: parent.height
            Layout.alignment: Qt.AlignTop
            spacing: Theme.u(16)
            Notice { Layout.fillWidth: true; text: page.vm.broken; tone: "bad" }
            Card {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.u(300)
                Layout.fillHeight: !Theme.portrait
                Layout.minimumHeight: Theme.u(150)
                Layout.maximumHeight: Theme.u(330)
                WeightChart {
                    anchors { fill: parent; margins: Theme.u(28) }
                    title: page.vm.chart_title
                    curves: page.vm.curves
                }
            }
            Repeater {
                model: page.vm.candidates
                BigButton {
                    required property var modelData
                    objectName: "candidate-" + modelData.place
                    Layout.fillWidth: true
                    implicitHeight: Theme.touch
                    kind: modelData.is_chosen ? "mint" : "plain"
                    size: Theme.small
                    text: modelData.text
                    onClicked: cabinet_actions.choose_candidate(modelData.place)
                }
            }
            BigButton {
                objectName: "nothing"
                Layout.fillWidth: true
                implicitHeight: Theme.touch
                kind: page.vm.is_nothing ? "mint" : "plain"
                size: Theme.small
                text: page.vm.nothing
                onClicked: cabinet_actions.choose_nothing()
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.u(16)
            Words { text: page.vm.edit; size: Theme.body }
            CountList {
                Layout.fillWidth: true
                Layout.fillHeight: true
                rows: page.vm.goods
                onCounted: (row, by) => cabinet_actions.change_count(row.sku, by)
            }
            BigButton {
                objectName: "confirm"
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.u(8)
                kind: page.vm.is_asking ? "danger" : "primary"
                enabled: page.vm.is_ready
                text: page.vm.next
                onClicked: actions.confirm()
            }
        }
    }
}
