// Nothing can be sold: kind words for shoppers, plain ones for staff.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    shows_back: false
    shows_cancel: false
    Message {
        anchors.fill: parent
        title: page.vm.title
        body: page.vm.body
        sign: Sign { anchors.fill: parent; icon_name: "cup" }
        Card {
            Layout.fillWidth: true
            implicitHeight: column.implicitHeight + Theme.u(88)
            Column {
                id: column
                anchors.centerIn: parent
                width: parent.width - Theme.u(88)
                spacing: Theme.u(16)
                Row {
                    spacing: Theme.u(16)
                    Icon {
                        name: "wrench"
                        size: Theme.u(40)
                        color: Theme.quiet
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    Words {
                        text: page.vm.staff
                        size: Theme.small
                        color: Theme.quiet
                    }
                }
                Words {
                    width: parent.width
                    text: page.vm.what
                    size: Theme.lead
                    color: Theme.bad
                }
                Words {
                    width: parent.width
                    text: page.vm.todo
                }
                Words {
                    visible: text !== ""
                    width: parent.width
                    text: page.vm.detail
                    size: Theme.tiny
                    color: Theme.quiet
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}
