"""The house with the gallery, which otherwise exists under DEBUG only."""

from config import gallery
from config.urls import urlpatterns as house

urlpatterns = [*gallery.urlpatterns, *house]
