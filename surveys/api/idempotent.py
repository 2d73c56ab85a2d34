"""The Idempotency-Key header: a request that is sent again gets the first reply again."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from rest_framework.exceptions import APIException, ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest import OrgView
from surveys.services import idempotency

LONGEST = 200
Post = Callable[..., Response]


class TooLarge(APIException):
    status_code = 413
    default_detail = "This body is too large; send fewer rows at once."
    default_code = "too_large"


class KeyReused(APIException):
    status_code = 422
    default_detail = "This Idempotency-Key was used with another body."
    default_code = "idempotency_key_reused"


class KeyBusy(APIException):
    status_code = 409
    default_detail = "A request with this Idempotency-Key is still running; try again soon."
    default_code = "idempotency_key_busy"


def idempotent(post: Post) -> Post:
    """Let a POST be repeated under the same key without being done twice."""

    @wraps(post)
    def wrapper(view: OrgView, request: Request, *args: Any, **kwargs: Any) -> Response:
        body = _body(request)
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return post(view, request, *args, **kwargs)
        if len(key) > LONGEST:
            raise ParseError(f"An Idempotency-Key has at most {LONGEST} characters.")
        place = f"{request.method} {request.path}".encode()
        body_hash = idempotency.fingerprint(place, body)
        try:
            claimed = idempotency.claim(org=view.org, key=key, body_hash=body_hash)
        except idempotency.OtherBody as error:
            raise KeyReused from error
        except idempotency.Running as error:
            raise KeyBusy from error
        if claimed.status is not None:
            replayed = {"Idempotent-Replayed": "true"}
            return Response(claimed.reply, status=claimed.status, headers=replayed)
        try:
            with transaction.atomic():
                response = post(view, request, *args, **kwargs)
                reply = json.loads(JSONRenderer().render(response.data))
                idempotency.answer(claimed=claimed, status=response.status_code, reply=reply)
        except Exception:
            idempotency.release(claimed=claimed)
            raise
        return response

    return wrapper


def _body(request: Request) -> bytes:
    """The raw body, before the parser takes it from the stream; refused if it is too long."""
    try:
        return request._request.body
    except RequestDataTooBig as error:
        raise TooLarge from error
