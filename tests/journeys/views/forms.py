"""A form of the map: where it is, what it sends and what it complains of."""

from bs4 import BeautifulSoup
from django.urls import reverse


def to(route, *pks):
    return reverse(f"journeys:{route}", args=["acme", *pks])


def over(page):
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}


def named(**fields):
    return {"name": "Waiting", "is_asked": "on", **fields}


def errors(response):
    return BeautifulSoup(response.content, "html.parser").select_one("[data-error-summary]").text
