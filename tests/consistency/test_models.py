"""Every model belongs to an organization, and no row points at another one's."""

import inspect

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from accounts.models import Organization, OwnedModel
from tests.consistency.sources import APPS

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]
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
