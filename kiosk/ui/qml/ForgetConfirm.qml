// The second tap before a member's data goes for good.
import "parts"

SecondTap {
    icon_name: "trash"
    tone: "bad"
    kind: "danger"
}
