"""Pixels to people: detect, align, judge, embed, search. No camera, no threads, no kiosk."""
