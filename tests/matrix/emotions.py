from tests.factories.emotions import EmotionFactory, FocusEmotionFactory, OutcomeFactory
from tests.matrix import BAD, EVERYBODY, FORBIDDEN, FOUND, INVALID, OK, Row, api, page

NO = FORBIDDEN


def an_emotion(organization):
    return {"pk": EmotionFactory(organization=organization).pk}


def a_key(organization):
    return {"key": EmotionFactory(organization=organization).key}


def a_decision(organization):
    return {"pk": FocusEmotionFactory(organization=organization).pk}


def an_outcome(organization):
    return {"pk": OutcomeFactory(organization=organization).pk}


def an_outcomes_key(organization):
    return {"key": OutcomeFactory(organization=organization).key}


ROWS: list[Row] = [
    page("emotions:emotion-list", *EVERYBODY),
    page("emotions:emotion-detail", *EVERYBODY, make=an_emotion),
    page("emotions:emotion-create", OK, OK, NO, NO, NO),
    page("emotions:emotion-create", INVALID, INVALID, NO, NO, NO, method="post"),
    page("emotions:emotion-edit", OK, OK, NO, NO, NO, make=an_emotion),
    page("emotions:emotion-edit", INVALID, INVALID, NO, NO, NO, method="post", make=an_emotion),
    page("emotions:emotion-archive", FOUND, FOUND, NO, NO, NO, method="post", make=an_emotion),
    page("emotions:emotion-restore", FOUND, FOUND, NO, NO, NO, method="post", make=an_emotion),
    page("emotions:wording-edit", OK, OK, NO, NO, NO, make=an_emotion),
    page("emotions:wording-edit", INVALID, INVALID, NO, NO, NO, method="post", make=an_emotion),
    page("emotions:outcome-wording-edit", OK, OK, NO, NO, NO, make=an_outcome),
    page(
        "emotions:outcome-wording-edit",
        INVALID, INVALID, NO, NO, NO,
        method="post",
        make=an_outcome,
    ),
    page("emotions:focus-create", OK, OK, NO, NO, NO, make=an_emotion),
    page("emotions:focus-create", INVALID, INVALID, NO, NO, NO, method="post", make=an_emotion),
    page("emotions:focus-edit", OK, OK, NO, NO, NO, make=a_decision),
    page("emotions:focus-edit", INVALID, INVALID, NO, NO, NO, method="post", make=a_decision),
    page("emotions:focus-end", FOUND, FOUND, NO, NO, NO, method="post", make=a_decision),
    api("api:emotion-list", *EVERYBODY),
    api("api:emotion-list", BAD, BAD, NO, NO, NO, method="post"),
    api("api:emotion-detail", *EVERYBODY, make=a_key),
    api("api:emotion-detail", OK, OK, NO, NO, NO, method="patch", make=a_key),
    api("api:emotion-wordings", *EVERYBODY, make=a_key),
    api("api:emotion-wordings", BAD, BAD, NO, NO, NO, method="post", make=a_key),
    api("api:emotion-focus", BAD, BAD, NO, NO, NO, method="post", make=a_key),
    api("api:focus-list", *EVERYBODY),
    api("api:outcome-list", *EVERYBODY),
    api("api:outcome-wordings", *EVERYBODY, make=an_outcomes_key),
    api("api:outcome-wordings", BAD, BAD, NO, NO, NO, method="post", make=an_outcomes_key),
]  # fmt: skip
