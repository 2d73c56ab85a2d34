"""What a stage is compared with, and what could show at all."""

from insights.selectors import evidence
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory
from tests.insights.evidence.judging import judged
from tests.insights.planted import WEEK, day_of, world


def test_other_changes_at_the_stage_and_beside_are_flagged(acme, edgar):
    planted = world(acme)
    here, beside = (
        LiveIntervalFactory(
            organization=acme,
            stage_action=StageActionFactory(organization=acme, stage=stage),
            since=planted.start + WEEK,
        )
        for stage in (planted.stage, planted.others[0])
    )

    overlaps = judged(planted, edgar).overlaps

    assert {each.stage_action: each.is_beside for each in overlaps} == {
        here.stage_action: False,
        beside.stage_action: True,
    }


def test_the_strip_holds_the_same_number_for_every_comparison_stage(acme, edgar):
    planted = world(acme, effect=15)

    found = judged(planted, edgar)

    assert [each.stage for each in found.placebos] == list(found.stages)
    assert all(abs(each.effect) < 15 for each in found.placebos)


def test_several_are_judged_with_one_reading_of_the_answers(
    acme, edgar, django_assert_max_num_queries
):
    for seed in range(3):
        world(acme, others=1, answers=2, seed=seed, name=f"x{seed}").register(edgar)

    with django_assert_max_num_queries(14):
        rows = list(evidence.registrations(org=acme))
        evidence.judge_all(org=acme, registrations=rows, today=acme.today())


def test_what_could_show_gets_smaller_with_more_answers(acme):
    thin, thick = world(acme, answers=3, name="a"), world(acme, answers=30, name="b")

    outlooks = [
        evidence.outlook(
            stage=each.stage, emotion=each.stage_action.emotion, start=acme.today(),
            evaluate_on=acme.today() + 13 * WEEK, since=day_of(acme, 33),
            comparisons=each.others, today=acme.today(),
        )
        for each in (thin, thick)
    ]  # fmt: skip

    assert outlooks[0].detectable > outlooks[1].detectable > 0


def test_a_stage_where_something_new_begins_is_not_suggested_to_compare_with(acme):
    planted = world(acme)

    outlook = evidence.outlook(
        stage=planted.others[0], emotion=planted.stage_action.emotion, start=acme.today(),
        evaluate_on=acme.today() + 13 * WEEK, since=planted.start - WEEK, today=acme.today(),
    )  # fmt: skip

    suggested = {offer.stage: offer.is_suggested for offer in outlook.offers}
    assert not suggested[planted.stage]
    assert suggested[planted.others[1]]
