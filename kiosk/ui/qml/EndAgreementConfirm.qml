// The second tap before an agreement with a payment service is ended.
import "parts"

SecondTap {
    icon_name: "wallet"
}
