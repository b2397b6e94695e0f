"""Ways to move money: each is a PaymentRail of kiosk/ports.py."""
