"""QR codes as text that a QML Image can show: a PNG inside a data URI."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8)
def data_uri(text: str, error: str = "m") -> str:
    """`text` as a QR code (ISO/IEC 18004, error level M, quiet zone of 2 modules).

    "" gives "", so that a screen without a code shows none. `error` "l" for a long text: fewer,
    larger modules, which a phone reads from further away.
    """
    if not text:
        return ""
    import segno  # noqa: PLC0415 - 0.1 s that the first screen need not wait for

    code = segno.make(text, error=error, micro=False)
    return str(code.png_data_uri(scale=8, border=2, dark="#10211a", light="#ffffff"))
