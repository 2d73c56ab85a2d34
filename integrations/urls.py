from django.urls import path

from integrations.views import imports

app_name = "integrations"
urlpatterns = [
    path("", imports.import_list, name="import-list"),
    path("new/", imports.import_create, name="import-create"),
    path("<int:pk>/", imports.import_detail, name="import-detail"),
    path("<int:pk>/columns/", imports.import_mapping, name="import-mapping"),
    path("<int:pk>/cancel/", imports.import_cancel, name="import-cancel"),
    path("<int:pk>/rejects/", imports.import_rejects, name="import-rejects"),
]
