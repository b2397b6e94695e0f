"""The one font of every screen: Noto Sans SC, from the package that ships it."""

from __future__ import annotations

from importlib.resources import as_file, files

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

PACKAGE, FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"


class FontError(Exception):
    """No Chinese font: every Chinese text would be empty boxes. Install the project again."""


def load_font(app: QGuiApplication) -> str:
    """Load the font and make it the application's. Returns the family. Raises FontError."""
    with as_file(files(PACKAGE) / FILE) as path:
        number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise FontError(f"{PACKAGE}/{FILE} does not load as a font. Install the project again.")
    app.setFont(QFont(families[0]))
    return families[0]
