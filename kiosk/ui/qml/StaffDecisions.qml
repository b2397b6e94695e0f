// What faces were asked for: today's bars, and the decisions, a page at a time.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(48)
        rowSpacing: Theme.gap
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            Layout.alignment: Qt.AlignTop
            spacing: Theme.u(20)
            Card {
                Layout.fillWidth: true
                implicitHeight: bars.implicitHeight + Theme.u(48)
                StepBars {
                    id: bars
                    objectName: "bars"
                    anchors.centerIn: parent
                    width: parent.width - Theme.u(64)
                    title: page.vm.today_title
                    rows: page.vm.bars
                    legend: page.vm.legend
                }
            }
            Choices {
                Layout.fillWidth: true
                options: page.vm.choices
                taken: page.vm.which
                onChosen: which => decision_actions.filter(which)
            }
            PageTurner {
                Layout.fillWidth: true
                visible: !Theme.portrait && (newer !== "" || older !== "")
                newer: page.vm.newer
                older: page.vm.older
            }
        }
        RowList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 4
            nothing: page.vm.none
            spacing: Theme.u(12)
            model: page.vm.rows
            delegate: LogRow {
                required property var modelData
                objectName: "check-" + modelData.id
                width: ListView.view.width
                line: modelData
                onClicked: decision_actions.choose(modelData.id)
            }
        }
        PageTurner {
            Layout.fillWidth: true
            visible: Theme.portrait && (newer !== "" || older !== "")
            newer: page.vm.newer
            older: page.vm.older
        }
    }
}
