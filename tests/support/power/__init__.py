"""What a power cut or a failing disk leaves of a kiosk's database, and whether that will do."""
