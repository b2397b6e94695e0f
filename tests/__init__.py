"""Every check of the project; mirrors the four packages."""
