"""Alibaba Cloud's message service to test against, and the phones of those it sends codes to.

Written from the vendor's documents and from what its own client sends: it shares no code with
`kiosk/messages/`, so that both cannot share a mistake. [K] marks what could not be verified.
"""
