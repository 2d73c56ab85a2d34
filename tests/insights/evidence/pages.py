"""Where evidence is read, and what a page says."""

from bs4 import BeautifulSoup

LEDGER = "insights:evidence-list"
DETAIL = "insights:evidence-detail"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    return " ".join(soup(response).select_one("main").get_text().split())
