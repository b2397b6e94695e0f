"""A voice: a program of the system that says the words it is given."""

from __future__ import annotations

import logging
import shlex
import subprocess
from collections.abc import Callable

from kiosk.domain.language import Language

log = logging.getLogger(__name__)


class CommandVoice:
    """A `Voice`. `words_of` gives what a cue says; what is still being said ends first."""

    def __init__(self, command: str, words_of: Callable[[str, Language], str]) -> None:
        self._command = shlex.split(command)
        self._words_of = words_of
        self._speaking: subprocess.Popen[bytes] | None = None

    def say(self, cue: str, language: Language) -> None:
        if self._speaking is not None and self._speaking.poll() is None:
            self._speaking.terminate()
        try:
            self._speaking = subprocess.Popen(
                [*self._command, self._words_of(cue, language)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            log.warning("nothing can be said aloud (%s): check [cabinet] voice", error)
