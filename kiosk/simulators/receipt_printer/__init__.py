"""An ESC/POS receipt printer without paper: what it prints is a PNG, and it can run out."""
