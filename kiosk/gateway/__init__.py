"""The payment gateway: a server that holds the merchant keys and charges for signed requests."""
