"""The virtual receipt printer by itself."""
