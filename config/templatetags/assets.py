"""Scripts and styles: the import map, so that hashed files find each other without a bundler."""

import json
from functools import lru_cache
from pathlib import PurePosixPath

from django import template
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def import_map(context: template.RequestContext) -> SafeString:
    """`<script type="importmap">`; it must stand before the first module script."""
    return format_html(
        '<script type="importmap" nonce="{}">{}</script>',
        nonce(context["request"]),
        mark_safe(_imports()),  # SECURITY: our own file names, no user's text
    )


def nonce(request: HttpRequest) -> str:
    """The token that the content security policy of this response allows."""
    return str(getattr(request, "csp_nonce", ""))


def _imports() -> str:
    return _build_imports() if settings.DEBUG else _remembered_imports()


@lru_cache(maxsize=1)
def _remembered_imports() -> str:
    return _build_imports()


def _build_imports() -> str:
    """Two keys a module: the name we write, and the address that a relative import resolves to."""
    imports = {}
    for path in sorted(_modules()):
        imports[_name(path)] = static(path)
        imports[settings.STATIC_URL + path] = static(path)
    return json.dumps({"imports": imports}).replace("<", "\\u003c")


def _modules() -> set[str]:
    found = {
        path.replace("\\", "/") for finder in get_finders() for path, _storage in finder.list([])
    }
    return {
        path for path in found if path.endswith(".js") and path.split("/")[0] in ("js", "vendor")
    }


def _name(path: str) -> str:
    """js/controllers/menu_controller.js is imported as controllers/menu_controller."""
    return str(PurePosixPath(path.removeprefix("js/")).with_suffix(""))
