"""What staff read later: refusals and proofs that were left, consents, look-alikes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands.member_history import lines
from kiosk.domain.consent import FACE, MEMBERSHIP, GivenConsent
from kiosk.domain.forgetting import Why
from kiosk.domain.money import Money
from kiosk.domain.retaking import Witness
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.storage import face_checks, forgetting, look_alikes, members, retaking
from kiosk.storage.forgetting import Wish
from kiosk.storage.member_history import history_of, record_of
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PHONE, PIN, a_member, a_template


def test_every_decision_is_read_back_with_its_reasons(db: sqlite3.Connection) -> None:
    join(db, "m-1", PHONE)
    join(db, "m-2", "13900000000")
    look_alikes.flag(db, "m-2", ("m-1",))
    decisions = (
        Decision(Step.TAP, (Reason.REGULAR,)),
        Decision(Step.NUMBER, (Reason.AMOUNT, Reason.LOOK_ALIKE)),
        Decision(Step.OTHER_WAY, (Reason.DAY_AMOUNT,)),
    )
    for number, decision in enumerate(decisions):
        face_checks.ask(db, f"c-{number}", "m-1", Money(2200), decision, AT)
    assert history_of(db, "m-1").alike == ("m-2",)
    forgetting.forget_face(db, VAULT, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    history = history_of(db, "m-1")
    assert [(one.decision.step, one.state, one.decision.reasons) for one in history.checks] == [
        (Step.OTHER_WAY, "refused", (Reason.DAY_AMOUNT,)),
        (Step.NUMBER, "asked", (Reason.AMOUNT, Reason.LOOK_ALIKE)),
        (Step.TAP, "proved", (Reason.REGULAR,)),
    ]
    assert [(one.version, bool(one.withdrawn_at)) for one in history.consents] == [
        ("2026-12-face-2", True),
        ("2026-12-membership-2", False),
    ]
    assert history.alike == ()
    assert [act.what for act in history.acts] == ["member.face_forgotten", "member.joined"]
    said = "\n".join(lines("m-1", history))
    assert "other_way, refused" in said
    assert "It is a larger amount" in said
    assert PHONE not in said


def test_a_record_tells_what_was_agreed_to_and_since_when_which_face_is_kept(
    db: sqlite3.Connection,
) -> None:
    join(db, "m-1", PHONE)
    later = AT + timedelta(days=9)
    retaken = (a_template(7), a_template(8))
    proofs = (Witness.PIN, Witness.FACE)
    retaking.retake(db, VAULT, "m-1", (retaken, ()), proofs, later)
    record = record_of(db, VAULT, "m-1")
    assert record is not None
    assert (record.row.joined_on, record.face_since) == ("2026-11-21", "2026-11-30")
    assert record.packs == (("drawn-pack", 2),)
    assert record.owed == Money(0)
    texts = {one.kind: one.text for one in record.history.consents}
    assert texts == {"face": FACE.zh, "membership": MEMBERSHIP.zh}
    assert PHONE not in repr(record)
    assert record_of(db, VAULT, "nobody") is None


def test_a_text_is_shown_in_the_language_that_was_read(db: sqlite3.Connection) -> None:
    given = GivenConsent(with_face=False, language="en")
    members.register(db, VAULT, replace(a_member(pin=PIN, templates=()), consent=given), AT)
    record = record_of(db, VAULT, "m-1")
    assert record is not None
    assert [one.text for one in record.history.consents] == [MEMBERSHIP.en]
    assert (record.face_since, record.packs) == ("", ())


def join(db: sqlite3.Connection, member_id: str, phone: str) -> None:
    new = a_member(member_id, phone, name="张三", pin=PIN, templates=(a_template(1),))
    members.register(db, VAULT, new, AT)


def test_the_command_makes_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[paths]\ndata_dir = "data"\n')
    assert main(["members", "show", "m-1", "--config", str(config)]) == 1
    assert "no database" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_the_database_is_for_its_owner_alone(db: sqlite3.Connection, path: Path) -> None:
    modes = {part.name: part.stat().st_mode & 0o777 for part in path.parent.glob(f"{path.name}*")}
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}, modes
