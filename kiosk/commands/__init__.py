"""What `python -m kiosk COMMAND` does beside running: one file for each subject."""
