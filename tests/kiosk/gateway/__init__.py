"""The gateway: real HTTP, real keys, a payment service with books of its own."""
