// What is bought, and every way to pay for it, all of them equally large.
import QtQuick
import QtQuick.Layouts
import "."
import "parts"

Page {
    id: page
    readonly property int ways: page.vm.cards.length
    readonly property bool has_many: ways > 2
    readonly property int across: Theme.portrait || ways < 3 || ways === 4 ? Math.min(2, ways) : 3
    readonly property real hint_room: {
        let most = 0
        for (let at = 0; at < cards.count; at++)
            most = Math.max(most, cards.itemAt(at)?.hint_height ?? 0)
        return most
    }

    function choose(card) {
        switch (card.kind) {
        case "face": return actions.pay_by_face()
        case "phone": return actions.pay_by_phone()
        case "code": return actions.pay_by_code()
        case "screen": return actions.pay_by_screen(card.rail)
        case "counter": return actions.pay_at_counter()
        }
    }
    GridLayout {
        anchors.fill: parent
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.u(page.has_many ? 48 : 64)
        rowSpacing: Theme.u(Theme.portrait && !page.has_many ? 36 : 24)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.u(page.has_many ? 540 : 640)
            Layout.maximumHeight: title.implicitHeight + spacing + cart.wanted
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap
            Sentence {
                id: title
                Layout.fillWidth: true
                text: page.vm.title
                size: Theme.portrait ? Theme.title : Theme.heading
            }
            CartCard {
                id: cart
                Layout.fillWidth: true
                Layout.fillHeight: true
                lines: page.vm.lines
                items: page.vm.items
                total: page.vm.total
                total_label: page.vm.total_label
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.u(page.has_many ? 1188 : 1072)
            spacing: Theme.u(Theme.portrait && !page.has_many ? 36 : 16)
            GridLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.u(Theme.portrait ? (page.ways > 4 ? 896 : page.has_many ? 720 : 560) : page.has_many ? 540 : 400)
                columns: page.across
                columnSpacing: Theme.u(page.has_many ? 24 : 32)
                rowSpacing: Theme.u(24)
                uniformCellWidths: true
                uniformCellHeights: true
                Repeater {
                    id: cards
                    model: page.vm.cards
                    WayCard {
                        required property var modelData
                        objectName: modelData.name
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        is_small: page.has_many
                        hint_room: page.hint_room
                        icon_name: modelData.icon
                        ink: Theme.railInk(modelData.rail)
                        soft: Theme.railSoft(modelData.rail)
                        text: modelData.text
                        hint: modelData.hint
                        why_not: modelData.why_not
                        onClicked: page.choose(modelData)
                    }
                }
            }
            Notice {
                objectName: "offline"
                Layout.fillWidth: true
                text: page.vm.offline
                tone: "warning"
                icon_name: "clock"
            }
            JoinLine {
                // Not beside the notice: a new member has no balance to pay from meanwhile.
                visible: page.vm.only_members !== "" && page.vm.offline === ""
                Layout.fillWidth: true
                question: page.vm.only_members
                answer: page.vm.join
            }
        }
    }
}
