"""Who a row is about: the same person is found again by number, else by address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Organization
from surveys.models import Customer, Suppression, address_hash
from surveys.services import ingest
from surveys.services.ingest import Reading

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
OWN = "heartline"
Consent = Customer.Consent


@dataclass
class Draft:
    """A customer as a row gives them, read and checked."""

    source: str
    external_id: str
    email: str = ""
    name: str = ""
    language: str = ""
    preferences: dict[str, str] = field(default_factory=dict)
    segments: dict[str, str] = field(default_factory=dict)
    consent: str = Consent.UNKNOWN
    consent_source: str = ""
    consent_at: datetime | None = None
    updated_at: datetime | None = None

    @cached_property
    def email_hash(self) -> str:
        return address_hash(self.email)


class Refused(Exception):
    """This row cannot be about anybody; says which field shows it and why."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name, self.message = name, message


def read(reading: Reading, source: str = OWN) -> Draft:
    """A draft from a row. A language we do not write in leaves the organization's."""
    language = reading.text("language", 40).lower().replace("_", "-").split("-")[0]
    draft = Draft(
        source=reading.text("source", ingest.LONGEST_SOURCE, source),
        external_id=reading.text("external_id"),
        email=reading.email(),
        name=reading.text("name"),
        language=language if language in LANGUAGES else "",
        preferences=reading.attributes("preferences"),
        segments=reading.attributes("segments"),
        consent=reading.choice("consent", Consent.values, Consent.UNKNOWN),
        consent_source=reading.text("consent_source", 100),
        consent_at=reading.moment("consent_at"),
        updated_at=reading.moment("updated_at"),
    )
    if not draft.external_id and not draft.email and not reading.problems:
        reading.refuse("external_id", _("Give the customer's number or e-mail address."))
    return draft


def erased_number(org: Organization, source: str, external_id: str) -> str:
    """What stands for a customer's number after erasure: recognised, but not to be read."""
    return "erased-" + address_hash(f"{org.pk}:{source}:{external_id}")


# Half the time goes into building rows, so those that are only looked at come with these.
FOUND_BY = ["organization", "source", "external_id", "email", "email_hash", "segments"]


class Known(NamedTuple):
    """A customer who was found, and whether by their number."""

    customer: Customer
    is_adopted: bool = False  # known by address only until now; this row brings the number


class People:
    """The customers that drafts may be about, loaded chunk by chunk with a handful of queries."""

    def __init__(self, org: Organization, *, to_change: bool = False) -> None:
        self.org = org
        self.to_change = to_change
        self.by_number: dict[tuple[str, str], Customer] = {}
        self.by_any_number: dict[str, list[Customer]] = {}
        self.by_hash: dict[str, Customer] = {}
        self.erased_numbers: set[str] = set()
        self.erased_hashes: set[str] = set()
        self._asked: set[str] = set()

    def load(self, drafts: Iterable[Draft]) -> None:
        """Find out who of these is known; whoever was asked for before is not asked for again."""
        new = [draft for draft in drafts if self._is_new(draft)]
        numbers = {draft.external_id for draft in new if draft.external_id}
        hashes = {draft.email_hash for draft in new if draft.email}
        customers = Customer.objects.for_org(self.org)
        rows = customers.select_for_update() if self.to_change else customers.only(*FOUND_BY)
        if numbers:
            for customer in rows.filter(external_id__in=numbers).order_by("pk"):
                self.add(customer)
        if hashes:
            for customer in rows.present().filter(email_hash__in=hashes).order_by("pk"):
                self.add(customer)
            self._load_forgotten(hashes)
        self._load_erased(new)

    def _is_new(self, draft: Draft) -> bool:
        key = f"{draft.source} {draft.external_id} {draft.email}"
        if key in self._asked:
            return False
        self._asked.add(key)
        return True

    def _load_forgotten(self, hashes: set[str]) -> None:
        forgotten = Suppression.objects.for_org(self.org).filter(
            email_hash__in=hashes, reason=Suppression.Reason.ERASED
        )
        self.erased_hashes |= set(forgotten.values_list("email_hash", flat=True))

    def _load_erased(self, drafts: list[Draft]) -> None:
        wanted = {self._erased(draft) for draft in drafts if draft.external_id}
        found = Customer.objects.for_org(self.org).filter(external_id__in=wanted)
        self.erased_numbers |= set(found.values_list("external_id", flat=True))

    def add(self, customer: Customer) -> None:
        """From now on this customer is found, too."""
        place = (customer.source, customer.external_id)
        if place not in self.by_number:
            self.by_number[place] = customer
            self.by_any_number.setdefault(customer.external_id, []).append(customer)
        if customer.email_hash:
            self.by_hash.setdefault(customer.email_hash, customer)

    def find(self, draft: Draft, *, anywhere: bool = False) -> Known | None:
        """Who the draft is about; None for somebody new.

        `anywhere` also takes a number that only another source knows. Raises Refused where the
        person was erased, or where several people could be meant.
        """
        if draft.external_id:
            found = self._by_number(draft, anywhere)
            if found is not None:
                return Known(found)
        if draft.email_hash in self.erased_hashes:
            raise Refused("email", _("This person was erased on request."))
        same_address = self.by_hash.get(draft.email_hash) if draft.email else None
        if same_address is None:
            return None
        if not draft.external_id:
            return Known(same_address)
        # Two numbers at one address are two people, unless one of them never had a number.
        has_number = same_address.external_id != same_address.email
        return None if has_number else Known(same_address, is_adopted=True)

    def _by_number(self, draft: Draft, anywhere: bool) -> Customer | None:
        if self.erased_numbers and self._erased(draft) in self.erased_numbers:
            raise Refused("external_id", _("This person was erased on request."))
        found = self.by_number.get((draft.source, draft.external_id))
        if found is not None or not anywhere:
            return found
        others = self.by_any_number.get(draft.external_id, [])
        if len(others) > 1:
            sources = {"sources": ", ".join(sorted(other.source for other in others))}
            raise Refused(
                "external_id", _("Several sources know this number: %(sources)s.") % sources
            )
        return others[0] if others else None

    def _erased(self, draft: Draft) -> str:
        return erased_number(self.org, draft.source, draft.external_id)
