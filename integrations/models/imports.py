from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel


class Import(OwnedModel):
    """A file on its way in: what it is, how its columns map, how far it is, what was rejected."""

    class Kind(models.TextChoices):
        INTERACTIONS = "interactions", _("Interactions")
        CUSTOMERS = "customers", _("Customers")
        OUTCOMES = "outcomes", _("Outcomes")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for its columns")
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADED)
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="imports/")
    encoding = models.CharField(max_length=40)
    delimiter = models.CharField(max_length=1)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, blank=True)  # our field -> their column
    options = models.JSONField(default=dict, blank=True)  # how dates are written, the source
    total = models.PositiveIntegerField(default=0)
    processed = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    rejects = models.FileField(upload_to="imports/", blank=True)
    # How far the file of rejected rows is sure: what a killed worker wrote after it is cut off.
    rejects_bytes = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)  # the worker's last sign of life

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
