"""A round calls back after every letter, gives up in good time and leaves the rest untouched."""

import time
from functools import partial

import pytest

from surveys.mail.letters import Letter, Permanent, Sent, Temporary, Unknown, Untried
from surveys.mail.rounds import Round, deliver
from surveys.mail.smtp import Connection, Relay
from tests.surveys.mail.relays import CUT, SILENCE, inbox, scripted_relay


def letters(count: int) -> list[Letter]:
    return [
        Letter(number, "survey@acme.test", f"customer{number}@customer.test", b"Hello\r\n")
        for number in range(count)
    ]


def run(port: int, batch, budget: float = 10, **settings: object):
    """The round and, in order, what it called back with."""
    relay = Relay("127.0.0.1", port, **{"timeout": 5, "patience": 5} | settings)
    marks: list[tuple[int, type]] = []
    ended = deliver(
        batch,
        connect=partial(Connection, relay),
        on_result=lambda letter, outcome: marks.append((letter.id, type(outcome))),
        budget=budget,
    )
    return ended, marks


def test_every_letter_is_sent_once_and_called_back_about_once():
    with inbox() as (received, port):
        ended, marks = run(port, letters(50))

    assert ended == Round(50)
    assert marks == [(number, Sent) for number in range(50)]
    assert len(received.envelopes) == 50


def test_a_letter_is_marked_before_the_next_is_handed_over():
    relay_saw: list[int] = []
    with scripted_relay() as relay:
        deliver(
            letters(5),
            connect=partial(Connection, Relay("127.0.0.1", relay.port)),
            on_result=lambda letter, outcome: relay_saw.append(len(relay.messages)),
            budget=10,
        )

    assert relay_saw == [1, 2, 3, 4, 5]


def test_letters_are_built_one_at_a_time():
    built: list[int] = []
    marked_when_built: list[int] = []
    marks: list[int] = []

    def prepared():
        for letter in letters(3):
            built.append(letter.id)
            marked_when_built.append(len(marks))
            yield letter

    with scripted_relay() as relay:
        deliver(
            prepared(),
            connect=partial(Connection, Relay("127.0.0.1", relay.port)),
            on_result=lambda letter, outcome: marks.append(letter.id),
            budget=10,
        )

    assert marked_when_built == [0, 1, 2]


def test_nothing_to_send_opens_no_connection():
    with scripted_relay() as relay:
        assert run(relay.port, []) == (Round(0), [])

    assert relay.connections == 0


def test_one_bad_recipient_does_not_hold_up_the_others():
    with scripted_relay(
        rcpt=[b"250 Ok\r\n", b"550 5.1.1 Unknown\r\n"], data=[b"354 Go\r\n", b"503 No\r\n"]
    ) as relay:
        ended, marks = run(relay.port, letters(4))

    assert [kind for _, kind in marks] == [Sent, Permanent, Sent, Sent]
    assert ended == Round(4)
    assert relay.connections == 1


def test_a_worn_out_connection_is_replaced():
    with scripted_relay() as relay:
        run(relay.port, letters(7), max_messages=3)

    assert relay.connections == 3
    assert relay.verbs.count("QUIT") == 3


@pytest.mark.parametrize("answer", [CUT, b"421 4.7.0 Too many messages\r\n"])
def test_a_reused_connection_that_ended_is_no_fault_of_the_letter(answer):
    with scripted_relay(mail=[b"250 Ok\r\n", answer]) as relay:
        ended, marks = run(relay.port, letters(3))

    assert marks == [(0, Sent), (1, Sent), (2, Sent)]
    assert ended == Round(3)
    assert relay.connections == 2
    assert len(relay.messages) == 3


def test_a_letter_cut_off_at_the_final_dot_is_not_sent_again():
    with scripted_relay(dot=[b"250 Ok\r\n", CUT]) as relay:
        ended, marks = run(relay.port, letters(3))

    assert [kind for _, kind in marks] == [Sent, Unknown, Sent]
    assert len(relay.messages) == 3
    assert ended == Round(3)


def test_a_relay_that_always_hangs_up_ends_the_round():
    with scripted_relay(mail=CUT) as relay:
        ended, marks = run(relay.port, letters(100))

    assert marks == [(0, Untried), (1, Untried), (2, Untried)]
    assert ended == Round(3, "The relay hung up 3 times in a row.")
    assert relay.connections == 3  # a new connection that fails is not tried again at once


def test_a_relay_that_shuts_down_ends_the_round():
    with scripted_relay(mail=b"421 4.3.2 Shutting down\r\n") as relay:
        ended, marks = run(relay.port, letters(100))

    assert [kind for _, kind in marks] == [Temporary] * 3
    assert ended.stopped


def test_an_unreachable_relay_blames_no_letter():
    with scripted_relay(greeting=b"554 Go away\r\n") as relay:
        ended, marks = run(relay.port, letters(3))

    assert marks == []
    assert ended.handled == 0
    assert "554" in ended.stopped


def test_a_hanging_relay_does_not_outlast_the_budget():
    started = time.monotonic()
    with scripted_relay(dot=[b"250 Ok\r\n", SILENCE]) as relay:
        ended, marks = run(relay.port, letters(5), budget=1, timeout=60, patience=60)
        took = time.monotonic() - started

    assert [kind for _, kind in marks] == [Sent, Unknown]
    assert ended.stopped == "The time of this round is over."
    assert took < 3


def test_a_slow_relay_gets_no_letter_that_it_could_not_finish():
    with scripted_relay(dot=[0.2] * 20) as relay:
        ended, marks = run(relay.port, letters(20), budget=2)

    assert all(kind is Sent for _, kind in marks)
    assert 0 < ended.handled == len(relay.messages) < 20


def test_a_mark_that_fails_ends_the_round_at_once():
    def fail(letter, outcome):
        raise RuntimeError("the database is gone")

    with scripted_relay() as relay, pytest.raises(RuntimeError, match="database"):
        deliver(
            letters(3),
            connect=partial(Connection, Relay("127.0.0.1", relay.port)),
            on_result=fail,
            budget=10,
        )

    assert len(relay.messages) == 1
