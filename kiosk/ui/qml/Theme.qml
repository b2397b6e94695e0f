// All colours, sizes and durations. Contrast ratios are checked by tests/ui/test_theme.py.
pragma Singleton
import QtQuick

QtObject {
    // --- the window: set by Main.qml and Display.qml ---------------------------------------
    property real width: 1080
    property real height: 1920
    readonly property bool portrait: height >= width
    readonly property real unit: portrait ? Math.min(width / 1080, height / 1920)
                                          : Math.min(width / 1920, height / 1080)

    // A length of the 1080 px wide design, on this window.
    function u(length) { return Math.round(length * unit) }

    // --- colours: paper by day, evergreen as the one accent, night for the first screen ----
    readonly property color paper: "#f5f3ee"
    readonly property color card: "#ffffff"
    readonly property color sunk: "#ebe8e0"
    readonly property color line: "#dedacf"
    readonly property color ink: "#10211a"
    readonly property color quiet: "#55635c"
    readonly property color accent: "#0a7347"
    readonly property color accentPressed: "#075a37"
    readonly property color accentSoft: "#dcefe4"
    readonly property color overAccent: "#ffffff"
    readonly property color disabled: "#e2dfd6"
    readonly property color overDisabled: "#5c645f"

    readonly property color night: "#0b1f17"
    readonly property color nightRaised: "#143126"
    readonly property color nightLine: "#2b4a3d"
    readonly property color overNight: "#f4f7f2"
    readonly property color quietOverNight: "#a9c2b5"
    readonly property color mint: "#6ee7b0"
    readonly property color overMint: "#06231a"

    readonly property color good: "#0a7347"
    readonly property color goodSoft: "#dcefe4"
    readonly property color warning: "#8a4b00"
    readonly property color warningLine: "#b86e00"
    readonly property color warningSoft: "#ffeecf"
    readonly property color bad: "#a8281c"
    readonly property color badSoft: "#fbe4e0"
    readonly property color veil: "#b30b1f17"
    readonly property color shade: "#0b1f17"

    // Behind products without a picture: soft grounds with a deep letter on each.
    readonly property var standInGrounds: ["#e3efd9", "#fbe6d4", "#dfeaf5", "#f6e0e6",
                                           "#ece4f5", "#fdf0c9", "#d9f0ec", "#efe6da"]
    readonly property var standInInks: ["#3d6a1f", "#9a4a10", "#245a8c", "#9b2f52",
                                        "#5f3c93", "#7a5800", "#0f6a5c", "#6d4c23"]

    function toneInk(tone) {
        return tone === "good" ? good : tone === "warning" ? warning : tone === "bad" ? bad : quiet
    }
    function toneSoft(tone) {
        return tone === "good" ? goodSoft : tone === "warning" ? warningSoft
             : tone === "bad" ? badSoft : sunk
    }

    // Payment services by colour; their names are words, and they have no logo here.
    readonly property color alipay: "#0b57c9"
    readonly property color alipaySoft: "#e0ecff"
    readonly property color wechat: "#067537"
    readonly property color wechatSoft: "#dbf4e4"
    function railInk(rail) { return rail === "alipay" ? alipay : rail === "wechat" ? wechat : accent }
    function railSoft(rail) {
        return rail === "alipay" ? alipaySoft : rail === "wechat" ? wechatSoft : accentSoft
    }

    // --- type scale ------------------------------------------------------------------------
    readonly property int tiny: u(24)
    readonly property int small: u(28)
    readonly property int body: u(34)
    readonly property int lead: u(42)
    readonly property int heading: u(56)
    readonly property int title: u(72)
    readonly property int hero: u(104)
    readonly property int number: u(190)

    // Chosen by a visitor, forgotten with the visit: small print grows, what is large stays.
    property bool large_text: false
    function readable(size) {
        return !large_text || size >= lead ? size : Math.min(lead, Math.round(size * 1.25))
    }

    // --- lengths ---------------------------------------------------------------------------
    readonly property int edge: u(portrait ? 56 : 72)
    readonly property int gap: u(24)
    readonly property int bigGap: u(48)
    readonly property int touch: u(96)
    readonly property int button: u(136)
    readonly property int header: u(portrait ? 136 : 116)
    readonly property int foot: u(168)
    readonly property int radius: u(36)
    readonly property int smallRadius: u(24)
    readonly property int hair: Math.max(1, u(2))

    // --- motion, ms ------------------------------------------------------------------------
    property bool has_motion: true
    readonly property int quick: has_motion ? 120 : 0
    readonly property int page: has_motion ? 260 : 0
    readonly property int slow: has_motion ? 520 : 0
    readonly property int settle: has_motion ? 600 : 0  // before a tap may cost money
}
