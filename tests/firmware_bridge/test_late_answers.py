"""How old an answer may be."""

from firmware_bridge.late_answers import LateAnswers
from firmware_bridge.messages import LockAddress, ReadLock, Unlock

READ = ReadLock(LockAddress(1, 1))


def test_an_answer_to_the_only_request_describes_its_time() -> None:
    late = LateAnswers(forget_s=5.0)
    late.sent(READ, 1.0)
    assert late.heard(READ, 1.1) == 1.0


def test_after_a_missing_answer_the_next_one_may_be_the_old_one() -> None:
    late = LateAnswers(forget_s=5.0)
    late.sent(READ, 1.0)
    late.missed(READ, 1.5)
    late.sent(READ, 2.0)
    heard = [late.heard(READ, 2.1), late.heard(READ, 2.2, in_flight=False), late.heard(READ, 2.3)]
    assert heard == [1.0, 2.0, None]


def test_an_answer_that_is_missing_for_long_is_not_expected_any_more() -> None:
    late = LateAnswers(forget_s=5.0)
    late.sent(READ, 1.0)
    late.missed(READ, 1.5)
    for at in (2.0, 3.0, 4.0, 5.0, 6.0):
        late.sent(READ, at)
        assert late.heard(READ, at + 0.1) == at - 1.0
    late.sent(READ, 7.0)
    assert late.heard(READ, 7.1) == 7.0


def test_an_answer_that_nobody_asked_for_is_nobodys() -> None:
    late = LateAnswers(forget_s=5.0)
    late.sent(Unlock(READ.address), 1.0)
    assert late.heard(READ, 1.1) is None
