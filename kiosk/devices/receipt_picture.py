"""Receipt lines drawn as one black-and-white picture, so that Chinese prints on any printer.

Sizes are those of the fonts that 203 dpi printers have (ESC/POS font A): a hanzi is 24 dots wide,
48 in a double line. The letter shapes are those of the screens, Noto Sans SC.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import segno
from PIL import Image, ImageDraw, ImageFont
from segno.encoder import DataOverflowError

from kiosk.devices.receipt_layout import wrapped
from kiosk.domain.receipt_lines import PairLine, QrLine, ReceiptLine, RuleLine, TextLine

log = logging.getLogger(__name__)

FONT_PACKAGE, FONT_FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
INK_ABOVE = 100
"""Of 255: thin strokes of a drawn letter are grey, and must not vanish on paper."""

QR_QUIET_ZONE = 4  # modules, ISO/IEC 18004
QR_USUAL_DOTS = 300  # of a whole code with little in it
QR_GOOD_DOTS, QR_LEAST_DOTS = 3, 2  # of one module: 0.375 mm, and the least that phones read well
MARGIN = 12


@dataclass(frozen=True, slots=True)
class _Font:
    """One size of the font. `row` is the height of a row, `baseline` is measured from its top."""

    size: int
    row: int
    baseline: int


NORMAL, DOUBLE = _Font(24, 33, 25), _Font(48, 62, 48)


@dataclass(frozen=True, slots=True)
class _Word:
    """Text at a place in its row, dots from the left."""

    text: str
    left: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Words in one row; or a rule, or a picture of its own."""

    height: int
    words: tuple[_Word, ...] = ()
    font: _Font = NORMAL
    is_bold: bool = False
    picture: Image.Image | None = None


def draw(lines: Iterable[ReceiptLine], dots: int) -> Image.Image:
    """A picture of mode "1", `dots` wide, in which a set bit is a black dot.

    `dots` is a multiple of 8 and at least 192. Takes about 20 ms.
    """
    rows = [row for line in lines for row in _rows(line, dots)]
    picture = Image.new("L", (dots, sum(row.height for row in rows) + 2 * MARGIN), 0)
    pen = ImageDraw.Draw(picture)
    top = MARGIN
    for row in rows:
        for word in row.words:
            _write(pen, word, top + row.font.baseline, row)
        if row.picture is not None:
            picture.paste(row.picture, ((dots - row.picture.width) // 2, top))
        top += row.height
    return picture.point(lambda grey: 255 if grey > INK_ABOVE else 0).convert("1")


def drawable(text: str) -> str:
    """`text` as the font can draw it, on one line.

    Control characters become spaces, invisible ones go, a letter may lose an accent that the font
    lacks, and what else it lacks becomes a question mark.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(_drawable(char) for char in composed)


def _rows(line: ReceiptLine, dots: int) -> list[_Row]:
    match line:
        case TextLine():
            return _text_rows(line, dots)
        case PairLine():
            return _pair_rows(line, dots)
        case RuleLine():
            return [_Row(NORMAL.row, picture=_rule(dots))]
        case QrLine():
            return _qr_rows(line, dots)


def _text_rows(line: TextLine, dots: int) -> list[_Row]:
    font = DOUBLE if line.is_double else NORMAL
    width = _width_in(font)
    return [
        _Row(font.row, (_Word(text, _left(line.align, dots - _sum(text, font))),), font,
             line.is_bold)
        for text in wrapped(drawable(line.text), dots, width)
    ]  # fmt: skip


def _pair_rows(line: PairLine, dots: int) -> list[_Row]:
    """The right part stands in the last row, in a row of its own if there is no room beside."""
    font = DOUBLE if line.is_double else NORMAL
    width = _width_in(font)
    left = [(text, 0) for text in wrapped(drawable(line.left), dots, width)]
    right = [(text, dots - _sum(text, font)) for text in wrapped(drawable(line.right), dots, width)]
    gap = width("0")
    beside = len(right) == 1 and _sum(left[-1][0], font) + gap <= right[0][1]
    words = [*((one,) for one in left[:-1]), (left[-1], right[0])] if beside else [
        (one,) for one in [*left, *right]
    ]  # fmt: skip
    return [_Row(font.row, tuple(_Word(*one) for one in row), font, line.is_bold) for row in words]


def _qr_rows(line: QrLine, dots: int) -> list[_Row]:
    try:
        code = segno.make(line.text, error="m", micro=False)
    except DataOverflowError:
        log.warning("a text of %d characters does not fit a QR code", len(line.text))
        return []
    modules = int(code.symbol_size(border=QR_QUIET_ZONE)[0])
    scale = max(QR_USUAL_DOTS // modules, min(QR_GOOD_DOTS, dots // modules))
    if scale < QR_LEAST_DOTS:
        log.warning("a QR code of %d modules does not fit the paper", modules)
        return []
    picture = Image.new("L", (modules, modules), 0)
    for y, row in enumerate(code.matrix_iter(border=QR_QUIET_ZONE)):
        for x, is_dark in enumerate(row):
            picture.putpixel((x, y), 255 if is_dark else 0)
    side = modules * scale
    return [_Row(side, picture=picture.resize((side, side), Image.Resampling.NEAREST))]


def _rule(dots: int) -> Image.Image:
    """Dashes: a heating element that burns a whole line looks like a fault of the paper."""
    picture = Image.new("L", (dots, NORMAL.row), 0)
    pen = ImageDraw.Draw(picture)
    middle = NORMAL.row // 2
    for left in range(0, dots, 12):
        pen.rectangle((left, middle, left + 7, middle + 1), fill=255)
    return picture


def _write(pen: ImageDraw.ImageDraw, word: _Word, baseline: int, row: _Row) -> None:
    """Bold is drawn twice, a dot apart: the project ships one weight of the font."""
    for shift in (0, 1) if row.is_bold else (0,):
        place = (word.left + shift, baseline)
        pen.text(place, word.text, fill=255, font=_font(row.font.size), anchor="ls")


def _left(align: str, spare: int) -> int:
    return {"left": 0, "centre": spare // 2, "right": spare}[align]


def _sum(text: str, font: _Font) -> int:
    return sum(map(_width_in(font), text))


@cache
def _width_in(font: _Font) -> Callable[[str], int]:
    loaded = _font(font.size)

    @cache
    def width(char: str) -> int:
        return round(loaded.getlength(char))

    return width


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Without kerning or ligatures, so that a text is as wide as its characters together."""
    with as_file(files(FONT_PACKAGE) / FONT_FILE) as path:
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category in ("Cs", "Co", "Cn"):
        return "?"
    if _has(char):
        return char
    base = unicodedata.normalize("NFKD", char)[0]
    return base if _has(base) else "?"


@cache
def _has(char: str) -> bool:
    """The font draws one and the same box for everything that it lacks."""
    return _shape(char) != _shape("\U0010fffd")


def _shape(char: str) -> bytes:
    mask = _font(NORMAL.size).getmask(char)
    return bytes(mask) + bytes(mask.size)
