"""The real and the simulated ends of ports: cameras, printers. No decisions, no Qt."""
