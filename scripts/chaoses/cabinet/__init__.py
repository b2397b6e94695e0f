"""Sessions at smart cabinets over real ptys, while bytes are lost, boards restart, kiosks die."""
