// A piece of text in the house's type.
import QtQuick
import ".."

Text {
    property real size: Theme.body
    color: Theme.ink
    font.pixelSize: size
    wrapMode: Text.Wrap
    lineHeight: 1.08
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
