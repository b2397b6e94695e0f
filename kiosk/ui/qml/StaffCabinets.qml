// Which door to fill.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    aside: page.vm.choose
    ColumnLayout {
        anchors { top: parent.top; left: parent.left; right: parent.right }
        spacing: Theme.gap
        Notice {
            objectName: "trouble"
            Layout.fillWidth: true
            text: page.vm.trouble
            tone: "warning"
        }
        Repeater {
            model: page.vm.doors
            ColumnLayout {
                id: door
                required property var modelData
                Layout.fillWidth: true
                spacing: Theme.u(8)
                BigButton {
                    objectName: "restock-" + door.modelData.cabinet + "-" + door.modelData.door
                    Layout.fillWidth: true
                    kind: "plain"
                    icon_name: "locks"
                    text: door.modelData.text
                    onClicked: cabinet_actions.restock(door.modelData.cabinet, door.modelData.door)
                }
                Words {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: door.modelData.why_not !== "" ? door.modelData.why_not
                        : door.modelData.goods.map(good => good.name).join(" · ")
                    size: Theme.small
                    color: Theme.quiet
                }
            }
        }
    }
}
