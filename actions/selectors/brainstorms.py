"""Reads of brainstorms."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from accounts.models import Membership, Organization
from actions.models import Brainstorm, Cluster, Note, Participant, Vote
from emotions.models import Emotion


@dataclass(frozen=True)
class Group:
    """Notes under one prompt that lie together; without a cluster they lie loose."""

    cluster: Cluster | None
    notes: list[Note] = field(default_factory=list)

    @property
    def votes(self) -> int:
        return sum(note.vote_count for note in self.notes)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Room:
    """Everything on the wall of one brainstorm, as one member sees it."""

    brainstorm: Brainstorm
    participants: list[Participant]
    memories: list[Note]
    groups: list[Group]
    my_votes: frozenset[int]

    @property
    def votes_left(self) -> int:
        return self.brainstorm.votes_each - len(self.my_votes)

    @property
    def clusters(self) -> list[Cluster]:
        return [group.cluster for group in self.groups if group.cluster]

    @property
    def levels(self) -> list[str]:
        """Which levels were in the room; the method wants several."""
        return sorted({str(each.get_level_display()) for each in self.participants})


def room(*, brainstorm: Brainstorm, membership: Membership) -> Room:
    """Read the wall: clusters with the most votes first, loose notes last."""
    notes = list(
        Note.objects.filter(brainstorm=brainstorm)
        .select_related("participant", "cluster", "written_by__user")
        .prefetch_related("actions")
        .annotate(vote_count=Count("votes"))
        .order_by("-vote_count", "pk")
    )
    mine = Vote.objects.filter(note__brainstorm=brainstorm, membership=membership)
    return Room(
        brainstorm=brainstorm,
        participants=list(brainstorm.participants.all()),
        memories=[note for note in notes if note.prompt == Note.Prompt.MEMORY],
        groups=_groups(brainstorm, [n for n in notes if n.prompt == Note.Prompt.OURS]),
        my_votes=frozenset(mine.values_list("note_id", flat=True)),
    )


def notes_for(*, emotion: Emotion) -> QuerySet[Note]:
    """What our version of an emotion could be, from every brainstorm; most votes first."""
    rows: QuerySet[Note] = (
        Note.objects.for_org(emotion.organization)
        .filter(brainstorm__emotion=emotion, prompt=Note.Prompt.OURS)
        .select_related("brainstorm")
        .annotate(vote_count=Count("votes"))
        .order_by("-vote_count", "-pk")
    )
    return rows


def _groups(brainstorm: Brainstorm, notes: list[Note]) -> list[Group]:
    clusters = brainstorm.clusters.prefetch_related("actions")
    groups = {cluster.pk: Group(cluster) for cluster in clusters}
    loose = Group(None)
    for note in notes:
        groups.get(note.cluster_id or 0, loose).notes.append(note)
    return [*sorted(groups.values(), key=lambda group: -group.votes), loose]


def listing(*, org: Organization) -> QuerySet[Brainstorm]:
    rows: QuerySet[Brainstorm] = (
        Brainstorm.objects.for_org(org)
        .select_related("emotion")
        .annotate(
            note_count=Count("notes", distinct=True),
            participant_count=Count("participants", distinct=True),
        )
        .order_by("-held_on", "-pk")  # counting drops the model's own order
    )
    return rows
