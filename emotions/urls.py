from django.urls import URLPattern

app_name = "emotions"
urlpatterns: list[URLPattern] = []
