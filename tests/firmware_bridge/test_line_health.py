"""When a line is flushed, and when its port is opened anew."""

from firmware_bridge.line_health import MISSED_LIMIT, NOISE_LIMIT, LineHealth


def test_one_missing_answer_asks_for_a_flush_only() -> None:
    health = LineHealth(reopen_s=5.0)
    health.answer_missed(0.0)
    assert (health.wants_flush(0), health.wants_reopen(0, 0.0)) == (True, False)
    health.line_was_flushed()
    assert not health.wants_flush(0)


def test_many_in_a_row_ask_for_a_new_port_but_not_all_the_time() -> None:
    health = LineHealth(reopen_s=5.0)
    wishes = []
    for now in range(2 * MISSED_LIMIT):
        health.answer_missed(float(now))
        wishes.append(health.wants_reopen(0, float(now)))
    assert wishes == [False, False, True, False, False, False]
    assert health.wants_reopen(0, 7.0)
    health.answer_missed(20.0)
    assert not health.wants_reopen(0, 20.0), "a new port begins with a clean record"


def test_an_answer_from_anybody_is_a_sign_of_life() -> None:
    health = LineHealth(reopen_s=5.0)
    for _ in range(MISSED_LIMIT):
        health.answer_missed(0.0)
        health.answer_came()
    assert not health.wants_reopen(0, 0.0)


def test_noise_asks_for_both() -> None:
    health = LineHealth(reopen_s=5.0)
    assert (health.wants_flush(NOISE_LIMIT + 1), health.wants_reopen(NOISE_LIMIT + 1, 0.0)) == (
        True,
        True,
    )
