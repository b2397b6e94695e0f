"""What does not work at the moment, and what that means for selling and for faces."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.problems import STOPS_FACES, STOPS_SALES, Fault, Problem
from kiosk.flows import effects as do
from kiosk.flows.effects import Effect


class Faults:
    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = {problem.fault: problem for problem in problems}

    def __contains__(self, fault: Fault) -> bool:
        return fault in self._problems

    def add(self, problem: Problem) -> bool:
        """False for what is known already: some faults are told again and again."""
        known = self._problems.get(problem.fault)
        if known and known.until_restart and not problem.until_restart:
            return False
        is_news = self._problems.get(problem.fault) != problem
        self._problems[problem.fault] = problem
        return is_news

    def remove(self, fault: Fault) -> bool:
        """False for what was not broken, or is broken until somebody has acted and restarted."""
        known = self._problems.get(fault)
        if known and known.until_restart:
            return False
        return self._problems.pop(fault, None) is not None

    @property
    def why_closed(self) -> Problem | None:
        return next((p for f, p in self._problems.items() if f in STOPS_SALES), None)

    @property
    def why_no_face(self) -> Problem | None:
        return next((p for f, p in self._problems.items() if f in STOPS_FACES), None)

    @property
    def why_no_new_face(self) -> Problem | None:
        """Who joined by face goes on; nobody more may."""
        return self._problems.get(Fault.FACE_LIMIT)

    @property
    def badges(self) -> Effect:
        return do.ShowFaults(tuple(sorted(self._problems)))
