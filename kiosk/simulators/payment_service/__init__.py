"""Alipay and WeChat Pay to test against: their HTTP, their checks, books of their own, and faults.

Written from the vendors' documents alone: it shares no code with `kiosk/rails/`, so that both
cannot share a mistake. Marks as in payments.md: [V] read at the vendor, [S] one secondary source,
[K] general knowledge and not verified. Where a mark is not [V] the line says so, and what a shop's
money could hang on can be set in `settings.py`.
"""
