"""How the rows of a map look to other systems; field names are the model's."""

from typing import Any

from rest_framework import serializers

from accounts.models import Membership
from journeys.models import (
    BeliefRound,
    CheckWording,
    EmotionTarget,
    Journey,
    LiveInterval,
    Persona,
    Stage,
    StageAction,
    Touchpoint,
)

BIGGEST = 2**63 - 1


class OwnerField(serializers.PrimaryKeyRelatedField[Membership]):
    """The id of a present membership of the organization in the context."""

    def get_queryset(self) -> Any:
        org = self.context.get("org")
        if org is None:
            return Membership.objects.none()
        return Membership.objects.present().for_org(org)


class PersonaSerializer(serializers.ModelSerializer[Persona]):
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Persona
        fields = ["key", "name", "description", "archived_at", "version"]
        read_only_fields = ["key", "archived_at"]


class TouchpointSerializer(serializers.ModelSerializer[Touchpoint]):
    """`owner` is the id of a membership; moving is an endpoint of its own."""

    owner = OwnerField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Touchpoint
        fields = ["key", "name", "channel", "owner", "position", "archived_at", "version"]
        read_only_fields = ["key", "position", "archived_at"]


class TargetSerializer(serializers.ModelSerializer[EmotionTarget]):
    """How strongly the stage intends an emotion to be felt: raw 0-100, low for one to avoid."""

    emotion = serializers.CharField(source="emotion.key", read_only=True)

    class Meta:
        model = EmotionTarget
        fields = ["emotion", "intended", "since", "ended_on"]
        read_only_fields = ["since", "ended_on"]


class NewTargetSerializer(serializers.Serializer[Any]):
    """`emotion` is the key of an emotion, or its name in any language."""

    emotion = serializers.CharField(max_length=100)
    intended = serializers.IntegerField(min_value=0, max_value=100)


class ChangedTargetSerializer(serializers.Serializer[Any]):
    """`was`, if sent, refuses to write over a target that somebody changed meanwhile."""

    intended = serializers.IntegerField(min_value=0, max_value=100)
    was = serializers.IntegerField(required=False)


class LiveIntervalSerializer(serializers.ModelSerializer[LiveInterval]):
    class Meta:
        model = LiveInterval
        fields = ["since", "ended_on"]


class CheckSerializer(serializers.ModelSerializer[CheckWording]):
    """The question to customers whether it happened, in one dated version."""

    texts = serializers.DictField(child=serializers.CharField(max_length=300))
    meaning_changed = serializers.BooleanField(default=False)
    yes_is_good = serializers.BooleanField(default=True)

    class Meta:
        model = CheckWording
        fields = [
            "number",
            "texts",
            "yes_is_good",
            "meaning_changed",
            "created_at",
            "answered_at",
        ]
        read_only_fields = ["number", "created_at", "answered_at"]


class StageActionSerializer(serializers.ModelSerializer[StageAction]):
    """An action on a stage with its enablers and the days on which it was really done."""

    action = serializers.PrimaryKeyRelatedField(read_only=True)  # type: ignore[var-annotated]
    title = serializers.CharField(source="action.title", read_only=True)
    emotion = serializers.CharField(source="emotion.key", read_only=True)
    owner = OwnerField(required=False, allow_null=True)
    live_intervals = LiveIntervalSerializer(many=True, read_only=True)
    version = serializers.IntegerField(required=False)

    class Meta:
        model = StageAction
        fields = [
            "id",
            "action",
            "title",
            "emotion",
            "time_allowed",
            "performance_measure",
            "measure_effect",
            "authority",
            "material",
            "owner",
            "due_on",
            "live_intervals",
            "archived_at",
            "version",
        ]
        read_only_fields = ["archived_at"]


class NewStageActionSerializer(StageActionSerializer):
    action = serializers.IntegerField(  # type: ignore[assignment]
        min_value=1, max_value=BIGGEST, help_text="The id of an action"
    )
    emotion = serializers.CharField(max_length=60, help_text="The key of an emotion")


class StageSerializer(serializers.ModelSerializer[Stage]):
    """One step of a journey; `asked_as` is what ends the sentence “After …” in each language."""

    asked_as = serializers.DictField(child=serializers.CharField(max_length=80), required=False)
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Stage
        fields = [
            "key",
            "name",
            "position",
            "customer_goal",
            "asked_as",
            "is_asked",
            "resolve_first",
            "intention",
            "reality",
            "archived_at",
            "version",
        ]
        read_only_fields = ["key", "position", "archived_at"]


class StageMapSerializer(StageSerializer):
    """A stage with everything that stands on it now."""

    touchpoints = TouchpointSerializer(many=True, source="current_touchpoints")
    targets = TargetSerializer(many=True, source="current_targets")
    actions = StageActionSerializer(many=True, source="current_actions")

    class Meta(StageSerializer.Meta):
        fields = [*StageSerializer.Meta.fields, "touchpoints", "targets", "actions"]


class JourneySerializer(serializers.ModelSerializer[Journey]):
    """Personas and the main outcome by their keys."""

    main_outcome = serializers.CharField(source="main_outcome.key", read_only=True, default=None)
    personas = serializers.SlugRelatedField("key", many=True, read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = Journey
        fields = [
            "key",
            "name",
            "description",
            "main_outcome",
            "personas",
            "template_key",
            "archived_at",
            "version",
        ]
        read_only_fields = fields


class JourneyMapSerializer(JourneySerializer):
    """A journey with its whole map."""

    stages = StageMapSerializer(many=True, source="current_stages")

    class Meta(JourneySerializer.Meta):
        fields = [*JourneySerializer.Meta.fields, "stages"]


class ChangedJourneySerializer(serializers.Serializer[Any]):
    """Only what is sent changes; `version` refuses to write over somebody else's change."""

    name = serializers.CharField(max_length=120, required=False)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    main_outcome = serializers.CharField(
        max_length=60, required=False, allow_null=True, help_text="The key of an outcome"
    )
    personas = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, help_text="Keys of personas"
    )
    version = serializers.IntegerField(required=False)


class NewJourneySerializer(serializers.Serializer[Any]):
    """An empty journey, or one from a template."""

    name = serializers.CharField(max_length=120, required=False)
    description = serializers.CharField(max_length=2000, default="", allow_blank=True)
    main_outcome = serializers.CharField(max_length=60, required=False, allow_null=True)
    personas = serializers.ListField(child=serializers.CharField(max_length=60), default=list)
    template = serializers.CharField(max_length=60, required=False)


class MoveSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(min_value=0, max_value=10000, help_text="The place, from 0")


class MoveTouchpointSerializer(MoveSerializer):
    stage = serializers.CharField(
        max_length=60, required=False, help_text="The key of another stage of the journey"
    )


class TemplateSerializer(serializers.Serializer[Any]):
    """A journey to start from."""

    key = serializers.CharField()
    name = serializers.CharField()
    trade = serializers.CharField()
    description = serializers.CharField()
    main_outcome = serializers.CharField()
    stages = serializers.SerializerMethodField()

    def get_stages(self, template: Any) -> list[str]:
        return [stage.name for stage in template.stages]


class SinceSerializer(serializers.Serializer[Any]):
    since = serializers.DateField(required=False, help_text="Today, or a day in the past")


class StoppedSerializer(serializers.Serializer[Any]):
    ended_on = serializers.DateField(required=False, help_text="Today, or a day in the past")


class RoundSerializer(serializers.ModelSerializer[BeliefRound]):
    """A belief round, and what it asks of the caller."""

    asked = serializers.IntegerField(read_only=True)
    estimated = serializers.IntegerField(read_only=True)
    looked = serializers.IntegerField(read_only=True)

    class Meta:
        model = BeliefRound
        fields = ["id", "opened_at", "until", "closed_at", "asked", "estimated", "looked"]


class NewRoundSerializer(serializers.Serializer[Any]):
    until = serializers.DateField()
    asked = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST),
        help_text="Ids of memberships",
        max_length=1000,
    )


class EstimateSerializer(serializers.Serializer[Any]):
    stage = serializers.CharField(max_length=60)
    emotion = serializers.CharField(max_length=60)
    value = serializers.IntegerField(min_value=0, max_value=100)


class EstimatesSerializer(serializers.Serializer[Any]):
    """Given once: afterwards the caller sees what is felt."""

    estimates = EstimateSerializer(many=True)
