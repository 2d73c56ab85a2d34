"""A field tells its help, its error and whether it may be left empty."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from config.forms import Renderer


class Wrong(forms.Form):
    name = forms.CharField(help_text="As customers say it.")
    direction = forms.ChoiceField(choices=[("seek", "Seek")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)


@pytest.fixture
def refused():
    return BeautifulSoup(str(Wrong({}, renderer=Renderer())), "html.parser")


def test_help_and_error_are_told_with_the_field(refused):
    control = refused.find("input", id="id_name")
    told = [
        refused.find(id=part).get_text(strip=True) for part in control["aria-describedby"].split()
    ]
    assert told == ["As customers say it.", "This field is required."]


def test_the_summary_leads_to_every_refused_field(refused):
    links = [link["href"][1:] for link in refused.find(attrs={"role": "alert"}).find_all("a")]
    assert len(links) == 2
    assert all(refused.find(id=target) for target in links)


def test_an_optional_field_says_so_and_a_required_one_does_not(refused):
    labels = [label.get_text(" ", strip=True) for label in refused.select("label.form-label")]
    assert labels == ["Name", "Note optional"]


def test_a_widget_keeps_the_class_it_brought():
    field = forms.CharField(widget=forms.TextInput(attrs={"class": "hl-mono"}))
    form = type("One", (forms.Form,), {"one": field})(renderer=Renderer())
    assert 'class="form-control hl-mono"' in str(form["one"])
