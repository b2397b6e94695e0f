"""Codes to shoppers' phones: written down, sent once, within limits; by the gateway, or direct."""
