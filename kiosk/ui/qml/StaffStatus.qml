// What works and what does not: colour, sign and words, and what to do about it.
import QtQuick
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.summary
    Column {
        anchors.centerIn: parent
        visible: page.vm.checking !== ""
        spacing: Theme.u(32)
        Ring {
            width: Theme.u(180)
            height: width
            spins: parent.visible
            anchors.horizontalCenter: parent.horizontalCenter
        }
        Words { text: page.vm.checking; size: Theme.lead; color: Theme.quiet }
    }
    RowList {
        anchors.fill: parent
        visible: page.vm.checking === ""
        model: page.vm.findings
        delegate: Rectangle {
            id: row
            required property var modelData
            readonly property string tone: modelData.grade
            width: ListView.view.width
            height: Math.max(Theme.u(108), words.implicitHeight + Theme.u(36))
            radius: Theme.smallRadius
            color: Theme.card
            Rectangle {
                id: disc
                x: Theme.u(24)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.u(60)
                height: width
                radius: width / 2
                color: Theme.toneSoft(row.tone)
                Icon {
                    anchors.centerIn: parent
                    name: row.tone === "good" ? "check" : row.tone === "bad" ? "close" : "warn"
                    size: Theme.u(34)
                    weight: 2.4
                    color: Theme.toneInk(row.tone)
                }
            }
            Words {
                id: topic
                anchors { left: disc.right; leftMargin: Theme.u(24); verticalCenter: parent.verticalCenter }
                width: Theme.u(200)
                text: row.modelData.topic
            }
            Column {
                id: words
                anchors { left: topic.right; leftMargin: Theme.u(24); right: grade.left; rightMargin: Theme.u(24); verticalCenter: parent.verticalCenter }
                Words { width: parent.width; text: row.modelData.detail; size: Theme.small; color: Theme.quiet }
                Words {
                    visible: text !== ""
                    width: parent.width
                    text: row.modelData.advice
                    size: Theme.small
                    color: Theme.toneInk(row.tone)
                }
            }
            Words {
                id: grade
                anchors { right: parent.right; rightMargin: Theme.u(28); verticalCenter: parent.verticalCenter }
                text: row.modelData.grade_name
                size: Theme.small
                color: Theme.toneInk(row.tone)
                wrapMode: Text.NoWrap
            }
        }
    }
}
