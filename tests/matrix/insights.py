from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import StageFactory
from tests.matrix import EVERYBODY, Row, api, page


def a_cell(organization):
    return {
        "stage_pk": StageFactory(organization=organization).pk,
        "emotion_pk": EmotionFactory(organization=organization).pk,
    }


ROWS: list[Row] = [
    page("insights:board", *EVERYBODY),
    page("insights:cell", *EVERYBODY, make=a_cell),
    api("api:gap-board", 404, 404, 404, 404, 404, journey="nowhere"),
]
