"""A service is told who causes what it writes."""

import ast
from collections.abc import Iterator

from tests.consistency.sources import parts, python_files

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"}
# Functions or whole modules that write without a person behind it, each for a reason.
WITHOUT_BY = {
    "accounts.services.invitations.accept": "whoever accepts becomes the actor",
    "accounts.services.invitations.deliver": "marks what a worker has sent",
    "accounts.services.organizations.found": "the founder becomes the actor",
    "accounts.services.organizations.remove": "the log goes with it",
    "accounts.services.setup": "there is nobody yet",
    "accounts.services.users": "people change only themselves",
    "insights.services.fact_folds": "derived from answers, like roll-ups",
    "insights.services.folds": "derived from answers, like roll-ups",
    "integrations.services.imports.reread": "looks at a file that nothing was taken from yet",
    "integrations.services.rejects": "files of an import that is recorded once",
    "journeys.services.beliefs.deliver": "marks what a worker has sent",
    "journeys.services.order.place": "a part of moves that are recorded",
    "surveys.services.answers": "a customer answers; the response says so itself",
    "surveys.services.customer_rows": "a part of an import that is recorded once",
    "surveys.services.design_factors": "an estimate made at night",
    "surveys.services.dispatch": "the outbox's own marks",
    "surveys.services.drawing": "counts, in memory",
    "surveys.services.followups.open_if_low": "an answer opens it",
    "surveys.services.history": "a part of a bulk load that is recorded once",
    "surveys.services.idempotency": "remembers replies, not decisions",
    "surveys.services.invitations.invite": "follows a decision that is recorded",
    "surveys.services.pulse.answer": "staff answer; who did is kept nowhere",
    "surveys.services.pulse.deliver": "marks what a worker has sent",
    "surveys.services.pulse.forget_old_comments": "keeps to the period an owner has set",
    "surveys.services.questions.lock_wording": "an answer locks it",
    "surveys.services.reminders": "a worker queues it when it is due",
    "surveys.services.retention": "a worker keeps to the periods an owner has set",
    "surveys.services.rollups": "derived from answers",
    "surveys.services.slices": "derived from interactions",
    "surveys.services.versions.freeze": "a part of starting a survey, which is recorded",
    "training.services.reminders": "marks what a worker has sent",
}


def service_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in python_files():
        if "services" in parts(path):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield ".".join((*parts(path), node.name)), node


def writes(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        for node in ast.walk(function)
    )


def test_services_are_told_who_causes_a_write():
    assert {
        name
        for name, function in service_functions()
        if writes(function)
        and "by" not in {arg.arg for arg in function.args.kwonlyargs}
        and not {name, name.rpartition(".")[0]} & set(WITHOUT_BY)
    } == set()


def test_only_options_follow_the_actor():
    for name, function in service_functions():
        names = [arg.arg for arg in function.args.kwonlyargs]
        if "by" in names:
            after = function.args.kw_defaults[names.index("by") + 1 :]
            assert None not in after, name
