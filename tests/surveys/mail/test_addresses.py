"""What ordinary mail servers cannot take is refused in words, before a connection is opened."""

import pytest

from surveys.mail.addresses import LONGEST_ADDRESS, Mailbox, Unsendable, envelope


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("kim@customer.test", "kim@customer.test"),
        ("k.o'neil+tag@mail.customer.test", "k.o'neil+tag@mail.customer.test"),
        ("kim@bücher.test", "kim@xn--bcher-kva.test"),
        ("kim@BÜCHER.test", "kim@xn--bcher-kva.test"),
        ("kim@شركة.test", "kim@xn--ogbpi5d.test"),
    ],
)
def test_an_international_domain_travels_as_punycode(address, on_the_wire):
    assert envelope(address) == on_the_wire


def test_letters_outside_ascii_before_the_at_are_refused():
    with pytest.raises(Unsendable, match="before the @"):
        envelope("zoë@customer.test")


def test_a_domain_that_idna_2003_would_send_to_somebody_else_is_refused():
    with pytest.raises(Unsendable, match="ambiguous"):
        envelope("kim@straße.test")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kim",
        "kim@",
        "@customer.test",
        "kim@customer..test",
        "kim @customer.test",
        "kim@customer.test\r\nRCPT TO:<all@customer.test>",
        "kim@customer.test>",
        "<kim@customer.test>",
        "kim@customer.test,lee@customer.test",
        "kim\0@customer.test",
        "k" * LONGEST_ADDRESS + "@customer.test",
        "kim@" + "ü" * 70 + ".test",
        "kim@ü..test",
    ],
)
def test_an_incomplete_or_hostile_address_is_refused_without_repeating_it(address):
    with pytest.raises(Unsendable) as refused:
        envelope(address)

    assert not address or address not in str(refused.value)


def test_an_empty_name_leaves_the_bare_address():
    assert Mailbox("  ", "kim@customer.test").header() == "kim@customer.test"


def test_a_name_with_broken_characters_is_refused():
    with pytest.raises(Unsendable, match="broken characters"):
        Mailbox("\ud800", "kim@customer.test").header()
