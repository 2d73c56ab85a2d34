"""Customers answer, a worker rolls up and somebody reads, all at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from surveys.models import Answer, Arrival, Response
from surveys.selectors import cells
from surveys.selectors.cells import Scope
from surveys.services import rollups
from tests.factories.accounts import OrganizationFactory
from tests.factories.surveys import QuestionFactory, ResponseFactory

ANSWERS = 60


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_missed_or_told_twice_at_any_moment():
    acme = OrganizationFactory()
    question = QuestionFactory(organization=acme)
    first = ResponseFactory(organization=acme)
    scope = Scope(first.experienced_on, first.experienced_on)
    done = Event()

    def told():
        return sum(found.n for found in cells.counts(org=acme, scope=scope).values())

    def answer():
        for _each in range(ANSWERS):
            with transaction.atomic():
                response = Response(
                    organization=acme,
                    stage_id=first.stage_id,
                    slice_id=first.slice_id,
                    experienced_on=first.experienced_on,
                    state="sent",
                    is_counted=True,
                    sent_at=first.sent_at,
                )
                response.save()
                Answer.objects.create(
                    organization=acme, response=response, question=question, value=3
                )
                rollups.mark_arrived(response=response)

    def roll_up():
        while not done.is_set():
            rollups.refresh_dirty_days()

    def read():
        """Every figure lies between the answers that were there before and after it was read."""
        wrong = []
        while not done.is_set():
            before = Answer.objects.count()
            found = told()
            if not before <= found <= Answer.objects.count():
                wrong.append((before, found))
        return wrong

    with ThreadPoolExecutor(3) as pool:
        reader = pool.submit(closing(read))
        worker = pool.submit(closing(roll_up))
        try:
            pool.submit(closing(answer)).result()
        finally:
            done.set()
        worker.result()
        assert reader.result() == []
    rollups.refresh_dirty_days()
    assert told() == ANSWERS
    assert not Arrival.objects.exists()


def closing(work):
    """`work`, leaving no connection of its thread behind."""

    def closed():
        try:
            return work()
        finally:
            connections.close_all()

    return closed
