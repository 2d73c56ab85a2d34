from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("", views.board, name="board"),
    path("stages/<int:stage_pk>/emotions/<int:emotion_pk>/", views.cell, name="cell"),
]
