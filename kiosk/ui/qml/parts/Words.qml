// A piece of text in the house's type. What is large is a headline or an amount, and strong. The
// font comes in one weight: Qt thickens its letters below 64 px, an outline those above.
import QtQuick
import ".."

Text {
    property real size: Theme.body
    property bool is_strong: size >= Theme.heading
    readonly property int alignment: effectiveHorizontalAlignment
    color: Theme.ink
    font.pixelSize: Theme.readable(size)
    font.bold: is_strong
    style: is_strong && font.pixelSize >= 64 ? Text.Outline : Text.Normal
    styleColor: color
    wrapMode: Text.Wrap
    lineHeight: 0.95
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
