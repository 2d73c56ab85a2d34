"""The gallery of components at /ui/, for whoever builds a page; its address exists only under DEBUG."""

from datetime import date, timedelta
from typing import Any

import css_inline
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts.languages import direction
from accounts.models import Organization, User
from config.charts import CurveStage
from config.navigation import Link
from emotions.models import Emotion
from insights.engine import intervals
from insights.selectors import evidence, periods, series
from insights.selectors.board import Cell
from insights.selectors.series import Point, Series
from journeys.models import Stage
from surveys.selectors.cells import Counts

STAGES = [
    CurveStage("Discover", 60, 66, 58, 52, 64, 88),
    CurveStage("Choose a plan", 70, 74, 63, 57, 69, 64),
    CurveStage("Order and pay", 65, 72, 66, 61, 71, 97),
    CurveStage("Delivery", 80, 82, 41, 34, 48, 52),
    CurveStage("First week of use", 75, 70, reason="7 answers"),
    CurveStage("Help when something is wrong", 85, 88, 62, 51, 73, 31),
    CurveStage("Renewal", 70, 64, 72, 66, 78, 60),
]
ARABIC_STAGES = [
    CurveStage("الاكتشاف", 60, 66, 58, 52, 64, 88),
    CurveStage("اختيار الخطة", 70, 74, 63, 57, 69, 64),
    CurveStage("الطلب والدفع", 65, 72, 66, 61, 71, 97),
    CurveStage("التوصيل", 80, 82, 41, 34, 48, 52),
    CurveStage("الأسبوع الأول", 75, 70, reason="7"),
]
# Steady for fourteen weeks, then lower.
WEEKS = [(1, 2, 3, 9, 7)] * 14 + [(6, 7, 5, 3, 1)] * 8
NAVIGATION = [
    Link("Overview", "#", "house", 0, current="page"),
    Link("Emotions", "#", "", 1),
    Link("Actions", "#", "", 2, (Link("Brainstorms", "#", "", 0),)),
    Link("Journeys", "#", "", 3),
    Link("Training", "#", "", 4),
    Link("Surveys", "#", "", 5, (Link("Customers", "#", "", 0), Link("Follow-ups", "#", "", 0))),
    Link("Gap board", "#", "git-compare-arrows", 0),
    Link("Settings", "#", "settings-2", 0),
]
HEAT = [
    ("Delivery", [("below", 39, 52), ("unclear", 6, 64), ("", None, None)]),
    (
        "Help when something is wrong",
        [("below", 23, 31), ("at_or_above", -4, 97), ("unclear", 9, 41)],
    ),
    ("Renewal", [("at_or_above", -2, 60), ("withheld", None, 7), ("at_or_above", 0, 118)]),
]
STEPS = [
    {"label": "Choose the emotions", "text": "Five chosen", "href": "#", "state": "done"},
    {
        "label": "Find the actions",
        "text": "12 actions from 2 brainstorms",
        "href": "#",
        "state": "done",
    },
    {
        "label": "Design the journey",
        "text": "Place an action on a stage",
        "href": "#",
        "state": "now",
    },
    {"label": "Train your people", "text": "No lesson yet", "href": "#", "state": "todo"},
    {"label": "Ask your customers", "text": "No survey yet", "href": "#", "state": "todo"},
]

ENGLISH = {
    "greeting": "Dear Ana Duarte,",
    "intro": "You called us yesterday. We would like to know how you felt; it takes less than a minute.",
    "question": "After your support call, how far did you feel cared for?",
    "choices": ["Not at all", "A little", "Partly", "Mostly", "Completely"],
    "unsure": "I can't say",
    "second": "How likely are you to recommend Acme to a friend?",
    "ends": ["Not at all likely", "Extremely likely"],
    "error": "Please choose an answer, or “I can't say”.",
    "comment": "Is there anything we should know?",
    "send": "Send",
    "back": "Back",
    "quiet": "Nothing is sent until you press Send.",
}
ARABIC = {
    "greeting": "السيدة ليلى منصور،",
    "intro": "اتصلت بنا أمس. نود أن نعرف كيف كان شعورك؛ لن يستغرق ذلك أكثر من 20 ثانية.",
    "question": "بعد مكالمتك مع الدعم، إلى أي مدى شعرت بالاهتمام؟",
    "choices": ["إطلاقًا", "قليلًا", "جزئيًا", "غالبًا", "تمامًا"],
    "unsure": "لا أستطيع أن أحكم",
    "second": "ما مدى احتمال أن توصي صديقًا بشركة Acme؟",
    "ends": ["غير محتمل إطلاقًا", "محتمل جدًا"],
    "error": "يرجى اختيار إجابة.",
    "comment": "هل هناك ما ينبغي أن نعرفه؟",
    "send": "إرسال",
    "back": "رجوع",
    "quiet": "لن يُرسل شيء قبل أن تضغط على «إرسال».",
}


class SampleForm(forms.Form):
    """One field of every kind, half of them wrong."""

    name = forms.CharField(help_text="As your customers would say it.", max_length=40)
    email = forms.EmailField(label="E-mail address")
    group = forms.ChoiceField(choices=[("belonging", "Belonging"), ("assurance", "Assurance")])
    target = forms.IntegerField(label="Intended intensity", min_value=0, max_value=100)
    since = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    definition = forms.CharField(widget=forms.Textarea, required=False)
    languages = forms.MultipleChoiceField(
        choices=[("en", "English"), ("de", "German"), ("ar", "Arabic")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    direction = forms.ChoiceField(
        choices=[("seek", "Seek it"), ("avoid", "Avoid it")], widget=forms.RadioSelect
    )
    focus = forms.BooleanField(label="Make it a focus emotion", required=False)


class FilterForm(forms.Form):
    """What stands above a list."""

    q = forms.CharField(
        label="Search", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    stage = forms.ChoiceField(
        choices=[("", "All stages"), ("delivery", "Delivery")], required=False
    )


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with made-up values; `?lang=ar` shows it from right to left."""
    translation.activate(request.GET.get("lang", "en"))
    request.user = User(name="Olivia Okafor", email="olivia@acme.example")
    return render(request, "ui/gallery.html", samples())


@login_not_required
@require_safe
def public_gallery(request: HttpRequest) -> HttpResponse:
    """The frame that customers see, with two questions on it."""
    return render(request, "ui/public.html", customer_samples(request))


@login_not_required
@require_safe
def mail_gallery(request: HttpRequest) -> HttpResponse:
    """The frame of our mails with the five large answers of a first question."""
    html = render_to_string("ui/mail.html", customer_samples(request))
    inlined = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)
    # A mail has no icon, but a browser that shows one would ask for it.
    response = HttpResponse(inlined.replace("<head>", '<head><link rel="icon" href="data:,">', 1))
    # Mail programs read style attributes only, which our own pages forbid.
    response._csp_update = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
    return response


urlpatterns = [
    path("ui/", gallery, name="gallery"),
    path("ui/public/", public_gallery, name="public_gallery"),
    path("ui/mail/", mail_gallery, name="mail_gallery"),
]


def customer_samples(request: HttpRequest) -> dict[str, Any]:
    language = request.GET.get("lang", "en")
    translation.activate(language)
    org = Organization(name="Acme", brand_colour="#a12a5c", postal_address="1 Sample Street, Oslo")
    texts = ARABIC if language == "ar" else ENGLISH
    numbers = [str(number) for number in range(11)]
    who = {"org": org, "sender": org.name, "language": language}
    return {**texts, **who, "direction": direction(language), "numbers": numbers}


def sample_year() -> Series:
    """A cell that fell after a while, on 22 answers a week."""
    period = periods.full_weeks(date(2026, 11, 22))
    emotion = Emotion(key="cared_for", names={"en": "cared for"}, direction="seek")
    felt = [intervals.mean_of_counts(counts) for counts in WEEKS]
    mondays = [period.since + timedelta(days=7 * week) for week in range(len(WEEKS))]
    return series.with_trend(
        Series(
            cell=Cell(Stage(name="Delivery"), emotion, Counts(WEEKS[-1]), felt[-1], intended=75),
            period=period,
            points=tuple(
                Point(monday, monday + timedelta(days=6), mean)
                for monday, mean in zip(mondays, felt, strict=True)
            ),
        )
    )


START = date(2026, 5, 18)


def sample_weeks() -> list[evidence.Point]:
    """What was felt before and after something began, beside stages where nothing did."""
    felt = [58, 61, 57, 60, 62, 59, 60, 64, 68, 67, 70, 66, 69, 71, 68]
    beside = [64, 66, 63, 65, 66, 64, 65, 66, 65, 63, 66, 64, 65, 66, 64]
    return [
        evidence.Point(
            since=START + timedelta(weeks=week - 7),
            until=START + timedelta(weeks=week - 6),
            felt=mean,
            low=mean - 8,
            high=mean + 8,
            n=26,
            beside=other,
            n_beside=90,
            part="before" if week < 7 else "wash_in" if week < 9 else "after",
        )
        for week, (mean, other) in enumerate(zip(felt, beside, strict=True))
    ]


def samples() -> dict[str, Any]:
    wrong = {"name": "", "email": "olivia@", "group": "belonging", "target": "140"}
    return {
        "links": NAVIGATION,
        "stages": ARABIC_STAGES if translation.get_language_bidi() else STAGES,
        "heat": HEAT,
        "steps": STEPS,
        "year": sample_year(),
        "weeks": sample_weeks(),
        "start": START,
        "first_after": START + timedelta(weeks=2),
        "evaluate_on": START + timedelta(weeks=13),
        "placebos": [-3.1, -1.2, -0.4, 0.9, 2.2],
        "trend": [52, 55, None, 49, 51, 58, 61, 60, 66],
        "form": SampleForm(),
        "refused": SampleForm(wrong),
        "filters": FilterForm(),
        "page": Paginator(range(212), 25).page(2),
        "now": timezone.now() - timedelta(minutes=12),
        "changes": [("Name", "Cared for, always", "Cared for"), ("Intended", "80", "75")],
        "facts": [("Group", "Belonging"), ("Chosen on", "3 March"), ("Reason", "")],
        "tabs": [
            {"label": "All", "href": "#", "current": True, "count": 24},
            {"label": "Focus", "href": "#", "current": False, "count": 5},
            {"label": "Archived", "href": "#", "current": False},
        ],
    }
