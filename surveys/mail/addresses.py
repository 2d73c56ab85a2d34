"""Names and addresses, made safe for a header and for the SMTP envelope."""

import re
import unicodedata
from base64 import b64encode
from email.utils import formataddr
from typing import NamedTuple

LONGEST_ADDRESS = 254  # RFC 5321: a path of 256 octets, less the angle brackets
LONGEST_PLAIN_TEXT = 60  # longer header text is folded, and only encoded words fold anywhere
ENCODED_WORD = (
    36  # octets: 60 characters once encoded, so with any header's name under RFC 2047's 76
)

# SECURITY: a line break in a header value starts a header of the writer's choice. What
# str.splitlines() takes for a break is one here too, because mail programs do the same.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


class Unsendable(ValueError):
    """This message cannot be built for this recipient.

    The text says what is wrong and never repeats the value, so that it may be logged and shown.
    """


class Mailbox(NamedTuple):
    """A name and an address, as in From, To and Reply-To."""

    name: str
    address: str

    def header(self) -> str:
        """The value of an address header, folded and encoded."""
        return _phrase(self.name.strip(), envelope(self.address))


def envelope(address: str) -> str:
    """The address as SMTP carries it: ASCII, an international domain as punycode.

    Raises `Unsendable` for what ordinary mail servers cannot take.
    """
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        raise Unsendable("The part of the address before the @ has letters outside A-Z.")
    if not domain.isascii():
        domain = _punycode(domain)
    path = f"{local}@{domain}"
    if len(path) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(path):
        raise Unsendable("The address is not a complete e-mail address.")
    return path


def header_text(text: str, *, name: str) -> str:
    """Free text as the value of the header `name`, folded and encoded."""
    _refuse_controls(text, name)
    if _is_plain(text):
        return text
    return _encoded_words(text, name)


def _phrase(name: str, address: str) -> str:
    _refuse_controls(name, "name")
    if not name:
        return address
    if _is_plain(name):
        return formataddr((name, address))
    return f"{_encoded_words(name, 'name')}\r\n <{address}>"


def _is_plain(text: str) -> bool:
    # "=?" would be read as an encoded word: a customer could call himself something else.
    return text.isascii() and len(text) <= LONGEST_PLAIN_TEXT and "=?" not in text


def _encoded_words(text: str, name: str) -> str:
    """RFC 2047 by hand: for one name email.header takes as long as all the rest of a message."""
    words, word = [], b""
    for character in text:
        octets = _octets(character, name)
        if len(word) + len(octets) > ENCODED_WORD:
            words.append(word)
            word = b""
        word += octets
    return "\r\n ".join(f"=?utf-8?b?{b64encode(w).decode()}?=" for w in [*words, word])


def _octets(character: str, name: str) -> bytes:
    try:
        return character.encode()
    except UnicodeError as error:
        raise Unsendable(f"The {name} has broken characters.") from error


def _refuse_controls(text: str, name: str) -> None:
    if _CONTROL.search(text):
        raise Unsendable(f"The {name} contains a line break or a control character.")


def _punycode(domain: str) -> str:
    """IDNA by the standard library, refused where its 2003 rules name another domain.

    They turn "straße.de" into "strasse.de", which may belong to somebody else.
    """
    written = unicodedata.normalize("NFKC", domain).lower()
    try:
        encoded = written.encode("idna")
        read_back = encoded.decode("idna")
    except UnicodeError as error:
        raise Unsendable("The domain of the address is not a valid international name.") from error
    if read_back != written:
        raise Unsendable("The domain of the address is ambiguous; write it as xn--….")
    return encoded.decode("ascii")
