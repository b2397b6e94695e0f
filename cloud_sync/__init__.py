"""What this kiosk reports to the back office, durably, over MQTT."""
