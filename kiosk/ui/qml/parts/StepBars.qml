// Today's decisions as bars: one for each thing that was asked, in parts by how it went on.
import QtQuick
import QtQuick.Layouts
import ".."

Column {
    id: bars
    property string title
    property var rows: []
    property var legend: []
    readonly property real names: Math.min(width * 0.4, Theme.u(300))
    spacing: Theme.u(10)

    Words { text: bars.title; size: Theme.body }
    Repeater {
        model: bars.rows
        Item {
            id: row
            required property var modelData
            width: bars.width
            height: Theme.u(Theme.portrait ? 52 : 42)
            Words {
                anchors.verticalCenter: parent.verticalCenter
                width: bars.names
                text: row.modelData.name
                size: Theme.tiny
                color: Theme.quiet
                lineHeight: 1
            }
            Rectangle {
                id: track
                x: bars.names + Theme.u(16)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - x - Theme.u(76)
                height: Theme.u(24)
                radius: height / 2
                color: Theme.sunk
                Row {
                    Repeater {
                        model: row.modelData.parts
                        Rectangle {
                            required property var modelData
                            width: modelData.share > 0 ? Math.max(Theme.u(8), track.width * modelData.share) : 0
                            height: track.height
                            radius: Theme.u(4)
                            color: Theme.toneInk(modelData.tone)
                        }
                    }
                }
            }
            Words {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: row.modelData.count
                size: Theme.small
                wrapMode: Text.NoWrap
            }
        }
    }
    Row {
        spacing: Theme.u(32)
        topPadding: Theme.u(8)
        Repeater {
            model: bars.legend
            Row {
                id: entry
                required property var modelData
                spacing: Theme.u(12)
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.u(20)
                    height: width
                    radius: width / 2
                    color: Theme.toneInk(entry.modelData.tone)
                }
                Words { text: entry.modelData.name; size: Theme.tiny; color: Theme.quiet; wrapMode: Text.NoWrap }
            }
        }
    }
}
