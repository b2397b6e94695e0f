// Takings by way to pay: a row each, the amounts in columns.
import QtQuick
import QtQuick.Layouts
import ".."

ColumnLayout {
    id: table
    property var vm
    readonly property var shares: [0.30, 0.19, 0.17, 0.15, 0.19]
    spacing: 0
    Row {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.u(56)
        Repeater {
            model: table.vm.head
            Words {
                required property string modelData
                required property int index
                width: table.width * table.shares[index]
                text: modelData
                size: Theme.tiny
                color: Theme.quiet
                horizontalAlignment: index === 0 ? Text.AlignLeft : Text.AlignRight
            }
        }
    }
    Repeater {
        model: table.vm.rails
        Row {
            id: row
            required property var modelData
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.u(92)
            Column {
                width: table.width * table.shares[0]
                anchors.verticalCenter: parent.verticalCenter
                Words { width: parent.width; text: row.modelData.name; size: Theme.small }
                Words { text: row.modelData.count; size: Theme.tiny; color: Theme.quiet }
            }
            Repeater {
                model: row.modelData.amounts
                Words {
                    required property string modelData
                    required property int index
                    width: table.width * table.shares[index + 1]
                    anchors.verticalCenter: parent.verticalCenter
                    text: modelData
                    size: Theme.tiny
                    wrapMode: Text.WrapAnywhere
                    horizontalAlignment: Text.AlignRight
                }
            }
        }
    }
    Words {
        visible: text !== ""
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(24)
        Layout.bottomMargin: Theme.u(24)
        text: table.vm.nothing
        color: Theme.quiet
        horizontalAlignment: Text.AlignHCenter
    }
    Rectangle { Layout.fillWidth: true; implicitHeight: Theme.hair; color: Theme.line }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(20)
        Words { text: table.vm.total_label; size: Theme.body; wrapMode: Text.NoWrap }
        Words {
            objectName: "net"
            Layout.fillWidth: true
            text: table.vm.total
            size: Theme.lead
            color: Theme.accent
            horizontalAlignment: Text.AlignRight
        }
    }
}
