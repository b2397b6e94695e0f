"""The kiosk application: what shoppers, members and staff can do."""
