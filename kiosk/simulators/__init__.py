"""Stand-ins for the services and machines around a kiosk: they speak the true bytes."""
