"""A back office to run beside the kiosk: takes orders, answers with receipts, misbehaves."""
