"""What is kept of one member, for staff: consents with their texts, decisions, journal."""

from __future__ import annotations

from kiosk.flows.decision_records import Act, GivenText, MemberRecord
from kiosk.flows.decision_screens import RecordTab, StaffConsentText, StaffRecord
from kiosk.ui.view_models.decision_rows import check_row, local_time
from kiosk.ui.wording import TEXTS, Words, price


def staff_record(screen: StaffRecord, words: Words) -> dict[str, object]:
    record = screen.record
    return {
        "title": record.row.member.masked if record else words("record.title"),
        "aside": record.row.member.phone if record else "",
        "facts": _facts(record, words) if record else [],
        "tab": str(screen.tab),
        "tabs": [{"id": str(tab), "name": words(f"record.{tab}")} for tab in RecordTab],
        "rows": _rows(screen, record, words) if record else [],
        "none": words(_why_none(screen)),
        "newer": words("decisions.newer") if screen.number else "",
        "older": words("decisions.older") if screen.has_older else "",
    }


def _why_none(screen: StaffRecord) -> str:
    if screen.failed:
        return "record.failed"
    return f"record.none.{screen.tab}" if screen.record else "decisions.reading"


def _facts(record: MemberRecord, words: Words) -> list[dict[str, str]]:
    member, alike = record.row.member, len(record.history.alike)
    packs = ", ".join(f"{pack} × {count}" for pack, count in record.packs)
    facts = [
        ("member.joined", record.row.joined_on),
        ("record.face_since", record.face_since or words("record.no_face")),
        ("record.pack", packs),
        ("member.has_pin", words("member.yes" if member.has_pin else "member.no")),
        ("record.owed", price(record.owed)),
        ("record.alike", words("record.alike.count", count=alike)),
    ]
    return [{"label": words(key), "value": value} for key, value in facts if value]


def _rows(screen: StaffRecord, record: MemberRecord, words: Words) -> list[dict[str, object]]:
    history, first = record.history, screen.shown.start
    match screen.tab:
        case RecordTab.CONSENTS:
            shown = enumerate(history.consents[screen.shown], start=first)
            return [_consent_row(place, given, words) for place, given in shown]
        case RecordTab.DECISIONS:
            return [check_row(check, words) for check in history.checks[screen.shown]]
        case RecordTab.ACTS:
            return [_act_row(act, words) for act in history.acts[screen.shown]]


def _consent_row(place: int, given: GivenText, words: Words) -> dict[str, object]:
    return {
        "id": str(place),
        "time": given.given_at[11:16],
        "day": given.given_at[:10],
        "what": words(f"consent_kind.{given.kind}"),
        "why": f"{given.version} · {_whose(given, words)}",
        "step": words("consent.withdrawn" if given.withdrawn_at else "consent.stands"),
        "tone": "calm" if given.withdrawn_at else "good",
        "who": "",
        "state": given.withdrawn_at[:10],
    }


def _whose(given: GivenText, words: Words) -> str:
    return words("consent.by_guardian" if given.by_guardian else "consent.by_member")


def _act_row(act: Act, words: Words) -> dict[str, object]:
    """What has no words is shown as the journal has it."""
    key = f"act.{act.what}"
    return {
        "id": "",
        "time": act.at[11:16],
        "day": act.at[:10],
        "what": words(key) if key in TEXTS else act.what,
        "why": " ".join(_detail(part, words) for part in act.detail.split()),
        "step": "",
        "tone": "calm",
        "who": "",
        "state": "",
    }


def _detail(part: str, words: Words) -> str:
    key = f"act_detail.{part}"
    return words(key) if key in TEXTS else part


def staff_consent_text(screen: StaffConsentText, words: Words) -> dict[str, object]:
    given = screen.given
    facts = [
        ("consent.given_at", local_time(given.given_at, with_year=True)),
        ("consent.version", given.version),
        ("consent.whose", _whose(given, words)),
        ("consent.withdrawn_at", local_time(given.withdrawn_at, with_year=True)),
    ]
    return {
        "title": words(f"consent_kind.{given.kind}"),
        "facts": [{"label": words(key), "value": value} for key, value in facts if value],
        "text_title": words("consent.text"),
        "lines": given.text.splitlines(),
    }
