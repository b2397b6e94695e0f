// Every number of today with what can be done about it now.
import QtQuick
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    RowList {
        anchors.fill: parent
        nothing: page.vm.none
        model: page.vm.rows
        delegate: Rectangle {
            id: row
            required property var modelData
            readonly property bool is_open: ["making", "ready"].includes(modelData.state)
            readonly property string tone: modelData.state === "ready" ? "good"
                : modelData.state === "skipped" ? "warning" : "calm"
            width: ListView.view.width
            height: Theme.u(132)
            radius: Theme.smallRadius
            color: Theme.card
            Words {
                id: number
                x: Theme.u(32)
                width: Theme.u(170)
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.text
                size: Theme.heading
                wrapMode: Text.NoWrap
            }
            Words {
                anchors { left: number.right; leftMargin: Theme.u(16); right: acts.left; rightMargin: Theme.u(16); verticalCenter: parent.verticalCenter }
                text: row.modelData.state_name
                size: Theme.small
                color: Theme.toneInk(row.tone)
            }
            Row {
                id: acts
                anchors { right: parent.right; rightMargin: Theme.u(18); verticalCenter: parent.verticalCenter }
                spacing: Theme.u(14)
                Repeater {
                    model: row.modelData.acts
                    BigButton {
                        required property var modelData
                        required property int index
                        objectName: modelData.action + "-" + row.modelData.text
                        implicitWidth: Math.max(Theme.u(176), label_width + Theme.u(64))
                        implicitHeight: Theme.touch
                        size: Theme.small
                        // Green for what is to be done next; a number that is done with asks for nothing.
                        kind: index === 0 && row.is_open ? "primary" : "plain"
                        text: modelData.name
                        onClicked: actions.act_on_ticket(row.modelData.business_date,
                            row.modelData.service, row.modelData.number, modelData.action)
                    }
                }
            }
        }
    }
}
