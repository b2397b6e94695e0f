// Below a consent: the ways of those whom it does not fit: children, and members.
import QtQuick
import QtQuick.Layouts
import ".."

RowLayout {
    id: links
    property string guardian
    property string my_data
    spacing: Theme.u(8)
    uniformCellSizes: true
    BigButton {
        objectName: "guardian"
        Layout.fillWidth: true
        implicitHeight: Theme.touch
        kind: "link"
        size: Theme.small
        icon_name: "user"
        text: links.guardian
        onClicked: actions.ask_guardian()
    }
    BigButton {
        objectName: "my-data"
        Layout.fillWidth: true
        visible: text !== ""
        implicitHeight: Theme.touch
        kind: "link"
        size: Theme.small
        icon_name: "search"
        text: links.my_data
        onClicked: actions.my_data()
    }
}
