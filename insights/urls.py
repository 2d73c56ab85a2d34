from django.urls import path

from insights.views import board, cell

app_name = "insights"
urlpatterns = [
    path("gaps/", board.board, name="board"),
    path("gaps/stages/<int:stage_pk>/emotions/<int:emotion_pk>/", cell.cell, name="cell"),
]
