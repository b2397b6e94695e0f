"""Why a request is refused, in the vendor's words."""

from __future__ import annotations


class RefusedError(Exception):
    """`status`, `code`: as the service answers. Nothing was sent."""

    def __init__(self, code: str, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
