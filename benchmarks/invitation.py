"""One realistic invitation, 11 KB as text and HTML, for every sender of the contest."""

SENDER = "survey@acme.test"
SUBJECT = "{{ name }}, how was your support call?"
_ROW = (
    '<tr><td style="padding:12px 16px;border-bottom:1px solid #e3e8ef;font:16px/24px sans-serif">'
    '<a href="{{ link }}?a=%d" style="color:#12304f;text-decoration:none">%s</a></td></tr>\n'
)
_ANSWERS = ["Not at all", "A little", "Moderately", "Quite a bit", "Very much"]
_BLOCK = (
    '<p style="margin:0 0 16px;font:16px/24px sans-serif;color:#33475b">Your answer goes to the '
    "people who looked after you. It takes less than twenty seconds, and you can change it until "
    "you have sent it.</p>\n"
)
TEXT = (
    "Hello {{ name }},\n\nyou called our support. How far did you feel cared for?\n\n"
    + "".join(f"{label}: {{{{ link }}}}?a={value}\n" for value, label in enumerate(_ANSWERS, 1))
    + "\nYour answer goes to the people who looked after you.\n" * 15
)
HTML = (
    '<!doctype html>\n<html lang="en"><head><title>Your support call</title></head>\n<body>'
    '<p style="font:20px/28px sans-serif">Hello {{ name }},</p>\n<table role="presentation">\n'
    + "".join(_ROW % answer for answer in enumerate(_ANSWERS, 1))
    + "</table>\n"
    + _BLOCK * 32
    + '<p><a href="{{ unsubscribe }}">No more of these</a></p></body></html>\n'
)


def recipient(number: int) -> str:
    """The address of one customer."""
    return f"customer{number}@customer.test"


def values(number: int) -> dict[str, str]:
    """What is personal in the invitation of one customer."""
    return {
        "name": f"Customer {number} O'Neil",
        "link": f"https://survey.acme.test/s/{number:032x}/",
        "unsubscribe": f"https://survey.acme.test/u/{number:032x}/",
    }


def filled(template: str, values: dict[str, str]) -> str:
    """The template with values in its braces, as they are."""
    for name, value in values.items():
        template = template.replace(f"{{{{ {name} }}}}", value)
    return template


def headers(number: int) -> dict[str, str]:
    """What a bulk sender has to add."""
    return {
        "Message-ID": f"<{number}.0@mail.acme.test>",
        "List-Unsubscribe": f"<{values(number)['unsubscribe']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
