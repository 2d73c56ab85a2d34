"""Answer links: an invitation's random id under a keyed signature.

There is nothing to look up by guessing and nothing secret in the database. Which of the rotated
keys signed a token stands in it as one byte, derived from the key, so that adding a new key in
front leaves the links in the mails that are out there alone.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.conf import settings

ID_BYTES = 16
SIGNATURE_BYTES = 16  # 128 bits, NIST's floor for a truncated MAC
LENGTH = 44  # characters: 16 + 1 + 16 bytes fill base64 exactly, so there is no padding


def make(public_id: UUID) -> str:
    """The token of an invitation, signed with the newest key."""
    key = settings.LINK_KEYS[0]
    signed = public_id.bytes + _name(key)
    return urlsafe_b64encode(signed + _signature(key, signed)).decode()


def read(token: str) -> UUID | None:
    """The invitation's id; None for anything that no key of ours has signed."""
    if len(token) != LENGTH or not token.isascii():
        return None
    try:
        raw = urlsafe_b64decode(token)
    except ValueError:
        return None
    if len(raw) != ID_BYTES + 1 + SIGNATURE_BYTES:
        return None
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    for key in settings.LINK_KEYS:
        # SECURITY: compared in constant time, or the signature could be found byte by byte.
        if _name(key) == signed[ID_BYTES:] and hmac.compare_digest(
            _signature(key, signed), signature
        ):
            return UUID(bytes=signed[:ID_BYTES])
    return None


def _name(key: str) -> bytes:
    return hashlib.sha256(b"name of a link key" + key.encode()).digest()[:1]


def _signature(key: str, signed: bytes) -> bytes:
    return hmac.new(key.encode(), b"answer link" + signed, hashlib.sha256).digest()[
        :SIGNATURE_BYTES
    ]
