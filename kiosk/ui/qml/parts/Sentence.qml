// A sentence or two that may need several lines: broken at a comma or full stop where that makes
// two good lines, else into lines of about the same length. Never a last line of one character.
import QtQuick
import ".."

Item {
    id: sentence
    property string text
    property alias size: words.size
    property alias color: words.color
    property alias lineHeight: words.lineHeight
    property alias horizontalAlignment: words.horizontalAlignment
    property alias verticalAlignment: words.verticalAlignment
    readonly property real natural: words.font.pixelSize > 0 ? Math.ceil(metrics.advanceWidth(text)) : 0
    readonly property int pause: natural > width ? bestPause() : 0
    readonly property int count: width > 0 ? Math.ceil(natural / width) : 1
    // Words do not fill a line to its end: some characters more than an equal share.
    readonly property real spare: (count > 2 ? 1.5 : 2.5) * words.font.pixelSize
    implicitWidth: natural
    implicitHeight: Math.ceil(words.implicitHeight)  // layouts deal out whole pixels

    // The place after the comma or full stop that divides it best, not inside of brackets or
    // quotation marks; 0 when both halves do not fit, or one would be less than a quarter of it.
    function bestPause() {
        let best = 0
        let least = Math.min(width, 0.75 * natural)
        let depth = 0
        for (let at = 1; at < text.length; at++) {
            depth += "(（“".includes(text[at - 1]) - ")）”".includes(text[at - 1])
            if (depth > 0 || !/[，。；：！？,.;:!?]/.test(text[at - 1]) || /[0-9]/.test(text[at])) continue
            const longer = Math.max(metrics.advanceWidth(text.slice(0, at)),
                                    metrics.advanceWidth(text.slice(at).trim()))
            if (longer <= least) { best = at; least = longer }
        }
        return best
    }

    Words {
        id: words
        width: sentence.pause > 0 || sentence.count < 2 ? sentence.width
             : Math.min(sentence.width, sentence.natural / sentence.count + sentence.spare)
        height: sentence.height
        x: horizontalAlignment === Text.AlignHCenter ? (sentence.width - width) / 2 : 0
        text: sentence.pause === 0 ? sentence.text
            : sentence.text.slice(0, sentence.pause) + "\n" + sentence.text.slice(sentence.pause).trim()
    }
    FontMetrics { id: metrics; font: words.font }
}
