import factory

from insights.models import SavedView
from tests.factories.accounts import MembershipFactory, OwnedFactory, same


class SavedViewFactory(OwnedFactory):
    class Meta:
        model = SavedView

    name = factory.Sequence(lambda n: f"View {n}")
    filters = {"period": "30"}
    owner = same(MembershipFactory)
