"""Rules of the house that no linter knows, checked over everything there is."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import get_template

from accounts.languages import LANGUAGES
from accounts.models import Event, Organization, OwnedModel
from accounts.rest import OrgView
from tests import factories, matrix
from tests.factories.accounts import OrganizationFactory, OwnedFactory
from tests.test_permissions import ROWS, ask, organization_views

ROOT: Path = settings.BASE_DIR
APPS = [
    "accounts",
    "emotions",
    "actions",
    "journeys",
    "training",
    "surveys",
    "insights",
    "integrations",
]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())
OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]


def python_files(*names: str) -> list[Path]:
    return [
        path
        for app in names or APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def parts(path: Path) -> tuple[str, ...]:
    """("surveys", "views", "customers") for surveys/views/customers.py."""
    return path.relative_to(ROOT).with_suffix("").parts


# --- models -------------------------------------------------------------------------------------

NOT_OWNED = {
    "User": "a person may belong to several organizations",
    "Organization": "it is the owner",
    "SetupToken": "made before there is an organization",
}


def test_every_model_belongs_to_an_organization():
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]

    assert {m.__name__ for m in models if not issubclass(m, OwnedModel)} == set(NOT_OWNED)


def test_every_model_says_what_it_is_in_the_business():
    assert [m.__name__ for m in OWNED if (m.__doc__ or "").startswith(f"{m.__name__}(")] == []


LINKS = [
    pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
    for model in OWNED
    for field in model._meta.concrete_fields
    if isinstance(field.related_model, type) and issubclass(field.related_model, OwnedModel)
]


@pytest.mark.parametrize(("model", "field"), LINKS)
def test_no_row_points_at_another_organizations_row(model, field):
    row = model(organization=Organization(pk=1))
    setattr(row, field.name, field.related_model(pk=7, organization=Organization(pk=2)))

    with pytest.raises(ValidationError) as refused:
        OwnedModel.clean(row)

    assert field.name in refused.value.error_dict


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_a_model_with_rules_of_its_own_keeps_the_common_one(model):
    if model.clean is not OwnedModel.clean:
        assert "super().clean()" in inspect.getsource(model.clean)


# --- imports ------------------------------------------------------------------------------------

# A library is starter data: words and numbers, no code.
DOMAIN = {"models", "selectors", "services", "library"}
# The floor: what a request is, who may do what, which languages there are, the frame of mails to
# colleagues, the fields that all forms share and the tables that all files are made of.
FLOOR = DOMAIN | {"http", "rest", "permissions", "languages", "emails", "exports", "forms"}
# Pages of other apps say in the engine's words what is known and what is not.
ROOFS = {"views", "api"}


def foreign_imports(path: Path) -> Iterator[str]:
    app = parts(path)[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        other, *rest = node.module.split(".")
        if other in APPS and other != app:
            yield from [f"{other}.{part}" for part in rest[:1] or [a.name for a in node.names]]


def test_apps_use_only_the_domain_of_each_other():
    strays = {
        f"{'/'.join(parts(path))}: {name}"
        for path in python_files()
        for name in foreign_imports(path)
        if name.partition(".")[2] not in (FLOOR if name.startswith("accounts.") else DOMAIN)
        and not (name == "insights.engine" and ROOFS & set(parts(path)))
    }

    assert strays == set()


def test_nobody_looks_into_a_roof():
    assert [
        f"{'/'.join(parts(path))}: {name}"
        for path in python_files()
        for name in foreign_imports(path)
        if name.partition(".")[2] in {*ROOFS, "urls", "admin"}
    ] == []


# --- views --------------------------------------------------------------------------------------


def test_every_view_says_what_it_takes():
    def asks(view: object) -> bool:
        return hasattr(view, "permission") or issubclass(getattr(view, "cls", object), OrgView)

    assert [name for name, view in organization_views() if not asks(view)] == []


# Rows that are reached without an organization, each for a reason.
UNSCOPED = {
    ("accounts", "views", "invitations"): "in front of the door: the secret is the key",
    ("accounts", "views", "profile"): "one's own memberships, in every organization",
    ("surveys", "views", "answer"): "in front of the door: the token is the key",
}


def unscoped_queries(path: Path) -> Iterator[str]:
    """Queries that begin with `Model.objects` and never name the organization."""
    tree = ast.parse(path.read_text())
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            query: ast.AST = node
            while isinstance(above.get(query), ast.Attribute | ast.Call):
                query = above[query]
            said = ast.unparse(query)
            if not any(word in said for word in ("for_org(", "organization=", ".none()")):
                yield f"{'/'.join(parts(path))}:{node.lineno} {said}"


def test_views_reach_rows_through_the_organization():
    roofs = [path for path in python_files() if ROOFS & set(parts(path))]

    assert [
        query for path in roofs if parts(path) not in UNSCOPED for query in unscoped_queries(path)
    ] == []


# --- services -----------------------------------------------------------------------------------

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


# --- templates ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


FORBIDDEN = re.compile(
    r"""<[^>]*\s(?:style|on[a-z]+|hx-on[^=]*|javascript:)\s*=   # attributes the policy blocks
    |<script(?![^>]*(?:nonce|src)=)                             # a script without its nonce
    |<style(?![^>]*nonce=)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def test_no_template_breaks_the_content_security_policy():
    pages = [path for path in TEMPLATES if "emails" not in path.parts and path.suffix == ".html"]

    assert [
        f"{path.relative_to(ROOT)}: {found.group()[:60]}"
        for path in pages
        if (found := FORBIDDEN.search(re.sub(r"{[%#].*?[%#]}", "", path.read_text())))
    ] == []


def test_no_template_fetches_from_another_site():
    outside = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//""")

    assert [
        str(path.relative_to(ROOT)) for path in TEMPLATES if outside.search(path.read_text())
    ] == []


# --- languages ----------------------------------------------------------------------------------


def is_text(value: object) -> bool:
    return isinstance(value, str)


def texts_in(thing: object, seen: set[int]) -> Iterator[Mapping[str, str]]:
    """Every dictionary of texts by language that a library holds."""
    if id(thing) in seen or isinstance(thing, str):
        return
    seen.add(id(thing))
    if isinstance(thing, Mapping):
        if thing and set(thing) <= set(LANGUAGES) and all(map(is_text, thing.values())):
            yield thing
            return
        for item in thing.values():
            yield from texts_in(item, seen)
    elif isinstance(thing, list | tuple):
        for item in thing:
            yield from texts_in(item, seen)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name), seen)


@pytest.mark.parametrize("app", ["emotions", "actions", "journeys", "training", "surveys"])
def test_whatever_customers_read_is_there_in_every_language(app):
    library = importlib.import_module(f"{app}.library")
    seen: set[int] = set()
    found = [
        texts
        for module in pkgutil.walk_packages(library.__path__, f"{app}.library.")
        if ".languages" not in module.name
        for thing in vars(importlib.import_module(module.name)).values()
        for texts in texts_in(thing, seen)
    ]

    assert [
        t for t in found if set(t) != set(LANGUAGES) or not all(map(str.strip, t.values()))
    ] == []


# --- what every request leaves ------------------------------------------------------------------

SUCCESS = {matrix.OK, matrix.FOUND, 201, 202}
WRITING = [row for row in ROWS if row.method != "get" and row.statuses[0] in SUCCESS]
# Requests by another method than GET that change nothing worth a line, each for a reason.
UNRECORDED = {
    "actions:brainstorm-reopen": "the row's brainstorm is open",
    "api:action-detail": "the row sends nothing new",
    "api:customer-detail": "the row sends nothing new",
    "api:emotion-detail": "the row sends nothing new",
    "api:followup-detail": "the row sends nothing new",
    "api:lesson-detail": "the row sends nothing new",
    "api:scenario-detail": "the row sends nothing new",
    "api:stage-move": "the row's stage is the first already",
    "api:touchpoint-move": "the row's touchpoint is the first already",
    "emotions:emotion-restore": "the row's emotion is not archived",
    "insights:report-leave": "the row's member reads no report",
    "insights:report-readers": "the row chooses nobody",
    "journeys:journey-restore": "the row's journey is not archived",
    "journeys:stage-action-move": "the row's action is the first already",
    "journeys:stage-move": "the row's stage is the first already",
    "journeys:stage-restore": "the row's stage is not archived",
    "journeys:touchpoint-move": "the row's touchpoint is the first already",
    "surveys:survey-end": "refused: the row's survey never ran",
    "surveys:survey-pause": "refused: the row's survey never ran",
    "training:lesson-restore": "the row's lesson is not archived",
    "surveys:survey-start": "refused: the row's survey asks nothing",
}


@pytest.mark.parametrize("row", WRITING, ids=lambda row: f"{row.method} {row.route}")
def test_every_write_leaves_an_event(client, acme, olivia, row):
    if row.route in UNRECORDED:
        return
    client.force_login(olivia.user)
    kwargs = row.make(acme)
    before = Event.objects.for_org(acme).count()

    ask(client, row, acme, kwargs)

    assert Event.objects.for_org(acme).count() > before


FOREIGN = "Wholly foreign words"
TEXT_FIELDS = {"name", "title", "reason", "text", "comment", "what_we_do", "situation", "cue"}


@pytest.fixture
def foreign_world():
    """One row of every factory, in another organization, with words that stand out."""
    organization = OrganizationFactory(name=FOREIGN)
    for module in pkgutil.iter_modules(factories.__path__):
        made = vars(importlib.import_module(f"tests.factories.{module.name}")).values()
        for factory in made:
            if is_factory(factory):
                stand_out(factory(organization=organization))


def is_factory(thing: object) -> bool:
    if not isinstance(thing, type) or not issubclass(thing, OwnedFactory):
        return False
    return not thing._meta.abstract


def stand_out(row: OwnedModel) -> None:
    names = {field.name for field in row._meta.concrete_fields} & TEXT_FIELDS
    changes = {name: f"{FOREIGN} {row.pk}" for name in names}
    if "names" in {field.name for field in row._meta.concrete_fields}:
        changes["names"] = {"en": FOREIGN}
    if changes and not isinstance(row, Event):
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


READING = [row for row in ROWS if row.method == "get" and not row.names_an_object]


@pytest.mark.parametrize("row", READING, ids=lambda row: row.route)
def test_no_page_shows_a_foreign_row(client, acme, olivia, foreign_world, row):
    client.force_login(olivia.user)

    response = ask(client, row, acme, row.make(acme))

    assert FOREIGN not in b"".join(response).decode()
