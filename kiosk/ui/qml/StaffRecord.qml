// What is kept of one member: consents, decisions about their face, and the journal.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.aside
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
                visible: page.vm.facts.length > 0
                implicitHeight: facts.implicitHeight + Theme.u(40)
                Facts {
                    id: facts
                    anchors.centerIn: parent
                    width: parent.width - Theme.u(64)
                    rows: page.vm.facts
                }
            }
            PageTurner {
                Layout.fillWidth: true
                visible: !Theme.portrait && (newer !== "" || older !== "")
                newer: page.vm.newer
                older: page.vm.older
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 4
            spacing: Theme.u(20)
            Choices {
                Layout.fillWidth: true
                visible: page.vm.facts.length > 0
                options: page.vm.tabs
                taken: page.vm.tab
                onChosen: tab => decision_actions.choose_tab(tab)
            }
            RowList {
                Layout.fillWidth: true
                Layout.fillHeight: true
                nothing: page.vm.none
                spacing: Theme.u(12)
                model: page.vm.rows
                delegate: LogRow {
                    required property var modelData
                    objectName: "line-" + modelData.id
                    width: ListView.view.width
                    line: modelData
                    is_open: modelData.id !== ""
                    onClicked: page.vm.tab === "consents" ? decision_actions.choose_consent(parseInt(modelData.id))
                                                          : decision_actions.choose(modelData.id)
                }
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
