from tests.factories.actions import (
    ActionEmotionFactory,
    BrainstormFactory,
    ClusterFactory,
    NoteFactory,
    ParticipantFactory,
)
from tests.matrix import BAD, EVERYBODY, FORBIDDEN, FOUND, INVALID, OK, Row, a_file, api, page

NO = FORBIDDEN
EDITORS = (OK, OK, NO, NO, NO)
EDITED = (INVALID, INVALID, NO, NO, NO)
MOVED = (FOUND, FOUND, NO, NO, NO)
JOINED = (FOUND, FOUND, FOUND, FOUND, NO)


def an_action(organization):
    return {"pk": ActionEmotionFactory(organization=organization).action.pk}


def a_brainstorm(organization):
    return {"pk": BrainstormFactory(organization=organization).pk}


def a_participant(organization):
    return {"pk": ParticipantFactory(organization=organization).pk}


def a_note(organization):
    return {"pk": NoteFactory(organization=organization).pk}


def a_cluster(organization):
    return {"pk": ClusterFactory(organization=organization).pk}


ROWS: list[Row] = [
    page("actions:action-list", *EVERYBODY),
    page("actions:action-file", *EVERYBODY, make=a_file),
    page("actions:action-detail", *EVERYBODY, make=an_action),
    page("actions:action-create", *EDITORS),
    page("actions:action-create", *EDITED, method="post"),
    page("actions:action-edit", *EDITORS, make=an_action),
    page("actions:action-edit", *EDITED, method="post", make=an_action),
    page("actions:action-state", *MOVED, method="post", make=an_action, state="ready"),
    page("actions:brainstorm-list", *EVERYBODY),
    page("actions:brainstorm-detail", *EVERYBODY, make=a_brainstorm),
    page("actions:brainstorm-create", *EDITORS),
    page("actions:brainstorm-create", *EDITED, method="post"),
    page("actions:brainstorm-edit", *EDITORS, make=a_brainstorm),
    page("actions:brainstorm-edit", *EDITED, method="post", make=a_brainstorm),
    page("actions:brainstorm-close", *MOVED, method="post", make=a_brainstorm),
    page("actions:brainstorm-reopen", *MOVED, method="post", make=a_brainstorm),
    page(
        "actions:participant-create",
        *JOINED,
        method="post",
        make=a_brainstorm,
        name="Guest",
        level="manager",
    ),
    page("actions:participant-remove", *MOVED, method="post", make=a_participant),
    page(
        "actions:note-create", *JOINED, method="post", make=a_brainstorm, prompt="ours", text="Ring"
    ),
    page("actions:note-edit", OK, OK, OK, OK, NO, make=a_note),
    page("actions:note-edit", INVALID, INVALID, INVALID, INVALID, NO, method="post", make=a_note),
    page("actions:note-remove", *JOINED, method="post", make=a_note),
    page("actions:note-vote", *JOINED, method="post", make=a_note),
    page("actions:note-cluster", *MOVED, method="post", make=a_note, name="Calls"),
    page("actions:note-action", *MOVED, method="post", make=a_note),
    page("actions:cluster-action", *MOVED, method="post", make=a_cluster),
    api("api:action-list", *EVERYBODY),
    api("api:action-list", BAD, BAD, NO, NO, NO, method="post"),
    api("api:action-detail", *EVERYBODY, make=an_action),
    api("api:action-detail", OK, OK, NO, NO, NO, method="patch", make=an_action),
    api("api:brainstorm-list", *EVERYBODY),
    api("api:brainstorm-detail", *EVERYBODY, make=a_brainstorm),
    api("api:brainstorm-notes", *EVERYBODY, make=a_brainstorm),
    api("api:brainstorm-notes", BAD, BAD, BAD, BAD, NO, method="post", make=a_brainstorm),
]
