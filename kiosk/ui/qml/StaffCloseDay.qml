// The second tap before a day is closed.
import "."
import "parts"

SecondTap { icon_name: "report" }
