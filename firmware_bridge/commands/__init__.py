"""What `python -m firmware_bridge` can do, one file a group of commands. For installers."""
