// The second tap before money goes back.
import "."
import "parts"

SecondTap { icon_name: "refund"; kind: "danger" }
