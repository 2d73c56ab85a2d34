"""Every way a message can end has its own name, over real connections to real servers."""

import time

import pytest

from surveys.mail.addresses import Unsendable
from surveys.mail.letters import Letter, Permanent, Sent, Stage, Temporary, Unknown, Untried
from surveys.mail.smtp import Connection, Relay, Unreachable
from tests.surveys.mail.relays import (
    CUT,
    DRIP,
    SILENCE,
    certificate,
    inbox,
    only_kim,
    scripted_relay,
)

PLAIN_EHLO = b"250-relay.test\r\n250 HELP\r\n"


def letter(number: int = 1, message: bytes = b"Subject: Hi\r\n\r\nHello\r\n") -> Letter:
    return Letter(number, "survey@acme.test", f"customer{number}@customer.test", message)


def connect(port: int, seconds: float = 10, **settings: object) -> Connection:
    usual = {"host": "127.0.0.1", "timeout": 5, "patience": 5}
    relay = Relay(port=port, **usual | settings)
    return Connection(relay, time.monotonic() + seconds)


def send_one(relay, **settings: object):
    with connect(relay.port, **settings) as connection:
        return connection.send(letter())


def test_a_message_arrives_as_it_was_built():
    message = "Subject: Hi\r\n\r\n.dot\r\n..two\r\n.\r\nGrüße\r\n".encode()
    with inbox() as (received, port), connect(port) as connection:
        outcome = connection.send(letter(message=message))

    [envelope] = received.envelopes
    assert outcome == Sent("2.0.0 Ok: queued")
    assert envelope.content == message
    assert envelope.mail_from == "survey@acme.test"
    assert envelope.rcpt_tos == ["customer1@customer.test"]


@pytest.mark.parametrize(
    ("we_are", "greeted_with"),
    [("survey.acme.test", "survey.acme.test"), ("localhost", "[127.0.0.1]")],
)
def test_a_relay_is_greeted_with_a_name_that_nobody_looked_up(monkeypatch, we_are, greeted_with):
    monkeypatch.setattr("socket.getfqdn", lambda: pytest.fail("a name server was asked"))
    with scripted_relay() as relay, connect(relay.port, we_are=we_are) as connection:
        assert connection.send(letter()) == Sent("2.0.0 Ok: queued")

    assert relay.greetings == [greeted_with]


def test_a_message_that_begins_with_a_dot_and_lacks_a_last_line_break_arrives_whole():
    with inbox() as (received, port), connect(port) as connection:
        connection.send(letter(message=b".first"))

    assert received.envelopes[0].content == b".first\r\n"


def test_a_bare_line_feed_cannot_end_the_message_early():
    smuggled = b"Hello\n.\nMAIL FROM:<evil@evil.test>\r.\rbye\r\n"
    with scripted_relay() as relay, connect(relay.port) as connection:
        connection.send(letter(message=smuggled))

    [received] = relay.messages
    assert received == b"Hello\r\n..\r\nMAIL FROM:<evil@evil.test>\r\n..\r\nbye\r\n.\r\n"


def test_one_connection_carries_many_messages():
    with inbox() as (received, port), connect(port) as connection:
        outcomes = [connection.send(letter(number)) for number in range(20)]

    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert [e.rcpt_tos for e in received.envelopes] == [
        [f"customer{number}@customer.test"] for number in range(20)
    ]


def test_the_envelope_is_one_packet_where_pipelining_is_offered():
    with scripted_relay() as relay, connect(relay.port) as connection:
        before = relay.packets
        connection.send(letter())
        used = relay.packets - before

    assert used == 2  # envelope and message


def test_without_pipelining_each_command_waits_for_its_reply():
    with scripted_relay(ehlo=PLAIN_EHLO) as relay, connect(relay.port) as connection:
        before = relay.packets
        outcome = connection.send(letter())
        used = relay.packets - before

    assert isinstance(outcome, Sent)
    assert used == 4  # MAIL, RCPT, DATA and the message


@pytest.mark.parametrize("ehlo", [PLAIN_EHLO, None])
@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ({"mail": b"451 4.3.0 Later\r\n"}, Temporary(451, "4.3.0 Later", Stage.SENDER)),
        ({"mail": b"530 5.7.0 Sign in\r\n"}, Permanent(530, "5.7.0 Sign in", Stage.SENDER)),
        (
            {"rcpt": b"450 4.2.0 Greylisted\r\n"},
            Temporary(450, "4.2.0 Greylisted", Stage.RECIPIENT),
        ),
        ({"rcpt": b"550 5.1.1 Unknown\r\n"}, Permanent(550, "5.1.1 Unknown", Stage.RECIPIENT)),
        ({"data": b"452 4.3.1 Full\r\n"}, Temporary(452, "4.3.1 Full", Stage.CONTENT)),
        ({"dot": b"451 4.7.1 Later\r\n"}, Temporary(451, "4.7.1 Later", Stage.CONTENT)),
        ({"dot": b"554 5.7.1 Spam\r\n"}, Permanent(554, "5.7.1 Spam", Stage.CONTENT)),
    ],
)
def test_a_refusal_keeps_its_code_its_words_and_what_it_was_about(ehlo, script, outcome):
    refused = (
        {"data": b"503 No recipients\r\n"} if "data" not in script and "dot" not in script else {}
    )
    with scripted_relay(**refused | script | ({"ehlo": ehlo} if ehlo else {})) as relay:
        assert send_one(relay) == outcome


def test_after_a_refused_recipient_the_next_message_goes_out_on_the_same_connection():
    script = {"rcpt": [b"550 5.1.1 Unknown\r\n"], "data": [b"503 No recipients\r\n"]}
    with scripted_relay(**script) as relay, connect(relay.port) as connection:
        outcomes = [type(connection.send(letter(number))) for number in (1, 2, 3)]

    envelope = ["MAIL", "RCPT", "DATA"]
    assert outcomes == [Permanent, Sent, Sent]
    assert relay.connections == 1
    assert relay.verbs == ["EHLO", *envelope, "RSET", *envelope, ".", *envelope, ".", "QUIT"]


def test_a_go_ahead_in_spite_of_a_refused_recipient_is_not_taken():
    refusal = [b"550 5.1.1 Unknown\r\n"]
    with scripted_relay(rcpt=refusal) as relay, connect(relay.port) as connection:
        outcome = connection.send(letter())
        is_open = connection.is_open

    assert isinstance(outcome, Permanent)
    assert relay.messages == []
    assert not is_open


def test_a_relay_that_repeats_the_address_does_not_get_it_kept():
    with scripted_relay(
        rcpt=b"550 <customer1@customer.test>: no customer1@customer.test here\r\n",
        data=b"503 No recipients\r\n",
    ) as relay:
        outcome = send_one(relay)

    assert outcome == Permanent(550, "<…>: no … here", Stage.RECIPIENT)


def test_a_connection_cut_at_the_final_dot_leaves_the_message_unknown():
    with scripted_relay(dot=CUT) as relay:
        outcome = send_one(relay)

    assert isinstance(outcome, Unknown)
    assert len(relay.messages) == 1


def test_no_reply_to_the_final_dot_leaves_the_message_unknown():
    with scripted_relay(dot=SILENCE) as relay:
        assert isinstance(send_one(relay, patience=0.2), Unknown)


def test_nonsense_after_the_final_dot_leaves_the_message_unknown():
    with scripted_relay(dot=b"what?\r\n") as relay:
        assert isinstance(send_one(relay), Unknown)


@pytest.mark.parametrize("verb", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("answer", [CUT, SILENCE, b"what?\r\n"])
def test_a_connection_lost_before_the_message_leaves_it_untried(verb, answer):
    with scripted_relay(**{verb: answer}) as relay:
        outcome = send_one(relay, timeout=0.2)

    assert isinstance(outcome, Untried)
    assert relay.messages == []


@pytest.mark.parametrize("verb", ["mail", "dot"])
def test_a_relay_that_closes_the_channel_is_believed(verb):
    closing = {verb: b"421 4.3.2 Shutting down\r\n"}
    with scripted_relay(**closing) as relay, connect(relay.port) as connection:
        outcome = connection.send(letter())

    assert relay.verbs[-1] != "QUIT"
    assert isinstance(outcome, Temporary)
    assert outcome.code == 421


def test_a_slow_relay_is_waited_for():
    with scripted_relay(mail=0.3, dot=0.3) as relay:
        assert isinstance(send_one(relay), Sent)


@pytest.mark.parametrize("verb", ["ehlo", "mail", "dot"])
@pytest.mark.parametrize("answer", [SILENCE, DRIP])
def test_a_hanging_relay_is_cut_off_at_the_deadline(verb, answer):
    started = time.monotonic()
    with scripted_relay(**{verb: answer}) as relay:
        try:
            outcome = send_one(relay, seconds=0.5, timeout=60, patience=60)
        except Unreachable:
            outcome = None
        took = time.monotonic() - started

    assert isinstance(outcome, Unknown if verb == "dot" else Untried | None)
    assert took < 2


@pytest.mark.parametrize("greeting", [b"554 Go away\r\n", b"421 Busy\r\n", CUT, SILENCE])
def test_a_relay_that_does_not_greet_is_unreachable(greeting):
    with scripted_relay(greeting=greeting) as relay, pytest.raises(Unreachable):
        send_one(relay, timeout=0.2)


def test_a_closed_port_is_unreachable():
    with scripted_relay() as relay:
        pass

    with pytest.raises(Unreachable, match="refused"):
        connect(relay.port)


@pytest.mark.parametrize("kind", ["tls", "ssl"])
def test_the_password_travels_encrypted(kind, tmp_path, monkeypatch):
    context, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    server = {"authenticator": only_kim, "auth_require_tls": kind == "tls"}
    who = {"username": "kim", "password": "s3cret"}
    with (
        inbox(**{f"{kind}_context": context}, **server) as (received, port),
        connect(port, host="localhost", **who, **{kind: True}) as connection,
    ):
        outcome = connection.send(letter())

    assert isinstance(outcome, Sent)
    assert received.signed_in == received.encrypted == [True]


@pytest.mark.parametrize("kind", ["tls", "ssl"])
def test_a_certificate_nobody_vouches_for_is_refused(kind, tmp_path):
    context, _ = certificate(tmp_path)
    server = {f"{kind}_context": context}
    with inbox(**server) as (_, port), pytest.raises(Unreachable, match="CERTIFICATE_VERIFY"):
        connect(port, host="localhost", **{kind: True})


def test_tls_is_not_given_up_when_the_relay_does_not_offer_it():
    with scripted_relay() as relay, pytest.raises(Unreachable, match="STARTTLS"):
        connect(relay.port, tls=True)


def test_a_wrong_password_is_unreachable_and_stays_secret():
    with (
        inbox(authenticator=only_kim, auth_require_tls=False) as (_, port),
        pytest.raises(Unreachable, match="535") as refused,
    ):
        connect(port, username="kim", password="wr0ng")

    assert "wr0ng" not in str(refused.value)
    assert "wr0ng" not in repr(Relay("h", 25, "kim", "wr0ng"))


def test_a_password_that_smtp_cannot_carry_is_refused_at_the_start():
    with pytest.raises(ValueError, match="ASCII") as refused:
        Relay("relay.test", 25, "kim", "gehäim")

    assert "gehäim" not in str(refused.value)


@pytest.mark.parametrize("address", ["a@b.test>\r\nDATA", "a b@c.test", "a@bücher.test", ""])
def test_an_address_that_would_change_the_command_makes_no_letter(address):
    with pytest.raises(Unsendable):
        Letter(1, "survey@acme.test", address, b"")
    with pytest.raises(Unsendable):
        Letter(1, address, "kim@customer.test", b"")
