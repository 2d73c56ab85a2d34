from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("inbox/", views.inbox_list, name="inbox-list"),
    path("inbox/<slug:key>/", views.mail_detail, name="mail-detail"),
    path("inbox/<slug:key>/body/", views.mail_body, name="mail-body"),
    path("inbox/<slug:key>/files/<int:number>/", views.mail_file, name="mail-file"),
    path("remove/", views.company_remove, name="company-remove"),
]
