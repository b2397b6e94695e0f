"""What no line of a log may show, whoever wrote it: numbers of people, names, faces, secrets.

An allow-list of forms stands first: dates, ids (32, 40 or 64 hex digits), network addresses. Of
the rest, what has the form of something personal is written as its kind and size:

    6 to 25 digits, however they are spaced      a phone number, a PIN, a payment code   <11 digits>
    Han characters                               a name                                  <2 Han>
    numbers with decimals in a row; bytes; base64; long hex   a template, a key, a token <numbers> …

A count above 99,999 looks like a PIN and is lost; four digits are not, and may be anything.
"""

from __future__ import annotations

import re

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_GAP = r"[\s.,()/_\u2010-\u2015-]{0,3}"
_FORMS = re.compile(
    rf"""
    (?P<date>(?<!\d)(?:19|20)[0-9][0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\d)
        (?:[T ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9](?:[.,][0-9]{{1,6}})?)?
           (?:[+-][0-9][0-9]:[0-9][0-9])?(?!\d))?)
  | (?P<id>(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?:[0-9a-f]{{64}}|[0-9a-f]{{40}}|[0-9a-f]{{32}})
        (?![0-9A-Za-z]))
  | (?P<address>(?<![\d.]){_OCTET}(?:\.{_OCTET}){{3}}(?::[0-9]{{1,5}})?(?![\d.]))
  | (?P<numbers>(?:[-+]?\d*\.\d*(?:e[-+]?\d+)?[\s,;\[\]()]+){{2,}}[-+]?\d*\.\d+(?:e[-+]?\d+)?)
  | (?P<bytes>\bb'(?:[^'\\]|\\.)*'|\bb"(?:[^"\\]|\\.)*"|(?:\\x[0-9a-f]{{2}}){{2,}})
  | (?P<hex>[0-9A-Fa-f]{{33,}})
  | (?P<code>[A-Za-z0-9+/=_-]{{16,}})
  | (?P<digits>\d(?:{_GAP}\d){{5,}})
  | (?P<Han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(rf"\d(?:{_GAP}\d){{5,}}")
_KEPT = {"date", "id", "address"}
_LONGEST_NUMBER = 25
"""A payment code has up to 24; services' own numbers of a trade have 28, and stay."""


def scrubbed(text: str) -> str:
    """The text without what has the form of personal data."""
    return _FORMS.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found[0]
    if kind in _KEPT:
        return text
    if kind == "code" and not _is_code(text):
        return _DIGITS.sub(_of_digits, text)
    if kind == "digits":
        return _of_digits(found)
    return f"<{len(text)} Han>" if kind == "Han" else f"<{kind}>"


def _of_digits(found: re.Match[str]) -> str:
    count = sum(one.isdigit() for one in found[0])
    return found[0] if count == len(found[0]) > _LONGEST_NUMBER else f"<{count} digits>"


def _is_code(text: str) -> bool:
    """Paths and names have shorter parts, or are not of capitals, small letters and digits."""
    return any(_is_random(part) for part in text.split("/"))


def _is_random(part: str) -> bool:
    kinds = (any(map(str.isupper, part)), any(map(str.islower, part)), any(map(str.isdigit, part)))
    return len(part) >= 16 and all(kinds)
