"""What is answered outside of any view: pages for people, one JSON shape for other systems."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import defaults

from accounts.http import api_error, is_api

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if is_api(request):
        return api_error(400, "bad_request", "This request cannot be read.")
    if isinstance(exception, TOO_MUCH):
        return render(request, "413_form.html", status=413)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if is_api(request):
        return api_error(403, "permission_denied", "This may not be done with your role.")
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if is_api(request):
        hint = "" if request.path.endswith("/") else " Every address ends with a slash."
        return api_error(404, "not_found", f"There is nothing at this address.{hint}")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return api_error(500, "error", "Something went wrong here; nothing was changed.")
    return defaults.server_error(request)
