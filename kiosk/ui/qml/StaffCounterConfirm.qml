// The second tap of whoever took the money.
import "."
import "parts"

SecondTap { icon_name: "counter" }
