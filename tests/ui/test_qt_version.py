"""PySide itself: one release lost a reference of None in most calls, and died of it in minutes."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

pytestmark = pytest.mark.ui

CALLS = 500


def test_qt_calls_do_not_use_up_none(qapp: QGuiApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 fails here: use 6.11."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("name")
        thing.property("nothing")
        qapp.processEvents()
    assert sys.getrefcount(None) > before - CALLS // 2
