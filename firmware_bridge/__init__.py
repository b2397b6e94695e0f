"""Intent to bytes and back: lock boards on a serial line. Knows no shopper and no money."""
