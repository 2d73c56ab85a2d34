"""An interval reads low to high in every direction of writing."""

import pytest
from django.utils.translation import override

from config.templatetags.components import interval_text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_limits_never_change_places(language):
    with override(language):
        assert interval_text(61.7, 70.2) == '<bdi dir="ltr">62–70</bdi>'
