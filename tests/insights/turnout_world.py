"""Customers to whom it happened, who were asked and who answered: so many, and all alike."""

from datetime import timedelta
from itertools import count

from django.utils.timezone import now

from surveys.models import Answer, Decision, Delivery, Interaction, Invitation, Response
from surveys.services import rollups
from surveys.services.slices import Cut, ensure
from tests.factories.journeys import StageFactory
from tests.factories.surveys import CustomerFactory, SurveyVersionFactory
from tests.insights.board_world import World

NUMBERS = count()


class TurnoutWorld(World):
    """`world.pass_by(40, asked=30, answers=[4] * 12, segment_a="gold")`."""

    def __init__(self, organization, **stage):
        super().__init__(organization, **stage)
        self.question = self.aim()
        journey = {"survey__journey": self.journey}
        self.version = SurveyVersionFactory(organization=organization, **journey)
        self.customer = CustomerFactory(organization=organization)

    def add_stage(self, key):
        """One more stage with its question; what happens from now on happens there."""
        self.stage = StageFactory(organization=self.organization, journey=self.journey)
        self.question = self.aim(key=key)

    def pass_by(self, happened, *, asked=0, answers=(), on=None, **cut):
        """It happened so often; the first were asked, and the first of these answered this."""
        on = on or self.today
        where = {"stage": self.stage, "experienced_on": on, "slice_id": self._slice(cut)}
        met = self._store(
            Interaction,
            [
                {**where, "customer": self.customer, "external_id": str(next(NUMBERS))}
                | {"occurred_at": now()}
                for _ in range(happened)
            ],
        )
        invited = self._invite(met[:asked])
        told = {"language": "en", "state": "sent", "sent_at": now(), "is_counted": True}
        responses = self._store(
            Response,
            [{**where, **told, "invitation": invited[at]} for at in range(len(answers))],
        )
        said = zip(responses, answers, strict=True)
        self._store(
            Answer,
            [{"response": one, "question": self.question, "value": value} for one, value in said],
        )
        rollups.mark_dirty(org_id=self.organization.pk, day=on)

    def _slice(self, cut):
        cut = Cut(**{"channel": "phone", **cut})
        return ensure(org=self.organization, cuts=[cut])[cut]

    def _invite(self, met):
        asked = {"survey": self.version.survey, "verdict": "asked", "rule": "ask"}
        decided = self._store(Decision, [{**asked, "interaction": each} for each in met])
        mail = {"survey_version": self.version, "customer": self.customer, "language": "en"}
        mail |= {"drawn": [], "expires_at": now() + timedelta(days=14)}
        invited = self._store(
            Invitation,
            [{**mail, "decision": each, "interaction": each.interaction} for each in decided],
        )
        sent = {"state": "sent", "sent_at": now()}
        self._store(
            Delivery,
            [{**sent, "invitation": each, "message_id": str(each.public_id)} for each in invited],
        )
        return invited

    def _store(self, model, rows):
        return model.objects.bulk_create(
            [model(organization=self.organization, **row) for row in rows]
        )
