from django.http import HttpRequest


def query(request: HttpRequest) -> str:
    """The filters of this page, to be kept by the links to the next and the previous one."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""
