"""The tour: a person who touches the real screens, with real photographs on a virtual camera."""
