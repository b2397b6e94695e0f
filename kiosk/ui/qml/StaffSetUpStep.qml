// One step of setting a cabinet up: a picture of what is meant, a question, and few buttons.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

StaffPage {
    id: page
    title: page.vm.title
    shows_back: page.vm.can_go_back

    readonly property bool has_keys: page.vm.wants_grams && !page.vm.is_leaving_out

    function act(name) {
        if (name === "yes") setup_actions.yes()
        else if (name === "again") setup_actions.again()
        else actions.back()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Stages { Layout.fillWidth: true; stages: page.vm.stages }
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: Theme.portrait ? 1 : page.has_keys ? 3 : 2
            columnSpacing: Theme.u(page.has_keys ? 48 : 72)
            rowSpacing: Theme.gap
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.minimumHeight: Theme.u(260)
                CabinetPicture {
                    anchors { fill: parent; margins: Theme.u(12) }
                    scene: page.vm.picture
                    label: page.vm.wants_grams && keypad.typed !== "" ? keypad.typed + " g" : page.vm.label
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: !Theme.portrait
                Layout.preferredWidth: 1
                spacing: Theme.u(Theme.portrait ? 20 : 16)
                Item { Layout.fillHeight: true; visible: !Theme.portrait }
                Words {
                    objectName: "heading"
                    Layout.fillWidth: true
                    text: page.vm.is_leaving_out ? page.vm.why : page.vm.heading
                    size: Theme.u(Theme.portrait ? 60 : 46)
                    is_strong: true
                }
                Sentence {
                    Layout.fillWidth: true
                    visible: text !== "" && !page.vm.is_leaving_out && (Theme.portrait || page.vm.trouble === "")
                    text: page.vm.body
                    color: Theme.quiet
                }
                Words {
                    Layout.fillWidth: true
                    visible: page.vm.picture === "lock" && !page.vm.is_leaving_out
                    text: page.vm.label
                    size: Theme.small
                    color: Theme.quiet
                }
                Notice {
                    objectName: "trouble"
                    Layout.fillWidth: true
                    text: page.vm.trouble
                    tone: page.vm.trouble_tone
                }
                // how far a search has got
                ColumnLayout {
                    visible: page.vm.picture === "search"
                    Layout.fillWidth: true
                    spacing: Theme.u(12)
                    Rectangle {
                        Layout.fillWidth: true
                        implicitHeight: Theme.u(22)
                        radius: height / 2
                        color: Theme.line
                        Rectangle {
                            objectName: "bar"
                            width: Math.max(height, parent.width * page.vm.share)
                            height: parent.height
                            radius: height / 2
                            color: Theme.accent
                            Behavior on width { NumberAnimation { duration: Theme.page } }
                        }
                    }
                    Words { Layout.fillWidth: true; text: page.vm.what; size: Theme.small; color: Theme.quiet }
                }
                GridLayout {
                    visible: !page.vm.is_leaving_out && page.vm.choices.length > 0
                    Layout.fillWidth: true
                    columns: 2
                    columnSpacing: Theme.u(16)
                    rowSpacing: Theme.u(16)
                    uniformCellWidths: true
                    Repeater {
                        model: page.vm.choices
                        BigButton {
                            required property var modelData
                            objectName: "choice-" + modelData.key
                            Layout.fillWidth: true
                            kind: modelData.key === "0" ? "quiet" : "plain"
                            size: Theme.body
                            text: modelData.text
                            onClicked: page.vm.choosing === "door" ? setup_actions.name_door(Number(modelData.key))
                                                                   : setup_actions.name_shelf(modelData.key)
                        }
                    }
                }
                TypedField {
                    visible: page.has_keys
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(112)
                    warns: page.vm.trouble !== ""
                    text: keypad.typed
                    hint: page.vm.grams
                }
                BigButton {
                    objectName: "yes"
                    visible: text !== "" && !page.vm.is_leaving_out
                    Layout.fillWidth: true
                    text: page.vm.yes
                    onClicked: page.act(page.vm.act)
                }
                BigButton {
                    objectName: "other"
                    visible: text !== "" && !page.vm.is_leaving_out
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(112)
                    kind: "plain"
                    size: Theme.body
                    text: page.vm.other
                    onClicked: page.act(page.vm.other_act)
                }
                GridLayout {
                    visible: page.vm.is_leaving_out
                    Layout.fillWidth: true
                    columns: Theme.portrait ? 1 : 2
                    columnSpacing: Theme.u(16)
                    rowSpacing: Theme.u(16)
                    uniformCellWidths: true
                    Repeater {
                        model: page.vm.is_leaving_out ? page.vm.reasons : []
                        BigButton {
                            required property var modelData
                            objectName: "why-" + modelData.why
                            Layout.fillWidth: true
                            kind: "plain"
                            size: Theme.body
                            text: modelData.text
                            onClicked: setup_actions.leave_out_because(modelData.why)
                        }
                    }
                    BigButton {
                        objectName: "not"
                        Layout.fillWidth: true
                        kind: "quiet"
                        size: Theme.body
                        text: page.vm.not
                        onClicked: setup_actions.leave_out(false)
                    }
                }
                Loader {
                    active: Theme.portrait && !page.vm.is_leaving_out
                    visible: active
                    Layout.fillWidth: true
                    sourceComponent: SetUpExtras { vm: page.vm }
                }
                Item { Layout.fillHeight: true; visible: !Theme.portrait }
            }
            Keypad {
                id: keypad
                visible: page.has_keys
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                implicitHeight: Theme.u(Theme.portrait ? 520 : 480)
                length: page.vm.length
                ok_text: page.vm.ok
                erase_text: page.vm.erase
                onGiven: digits => setup_actions.grams(digits)
            }
        }
    }
    Loader {
        active: !Theme.portrait && !page.vm.is_leaving_out
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.bottom; topMargin: (Theme.foot - Theme.touch) / 2 }
        width: parent.width - 2 * Theme.u(300)
        sourceComponent: SetUpExtras { vm: page.vm }
    }
}
