// A piece of text in the house's type.
import QtQuick
import ".."

Text {
    property real size: Theme.body
    readonly property int alignment: effectiveHorizontalAlignment
    color: Theme.ink
    font.pixelSize: Theme.readable(size)
    wrapMode: Text.Wrap
    lineHeight: 0.95
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
