"""One pure function per screen: Screen and Words in, a plain dict for QML out. No Qt in here."""
