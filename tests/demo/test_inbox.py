"""The demo's inbox shows every mail that was caught, whatever it is, and harms nobody."""

from email.message import EmailMessage

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo import selectors

LIST = reverse("demo:inbox-list")


def mail(subject="How was it?", text="Plain words", html="<p>Rich <b>words</b></p>"):
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Acme <hello@acme.example>"
    message["To"] = "ana@customers.example"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def store(inbox, message, recipient="ana@customers.example"):
    return inbox.store([recipient], message).stem


def address(name, key):
    return reverse(f"demo:{name}", args=[key])


@pytest.mark.parametrize("name", ["inbox-list", "company-remove"])
def test_who_is_not_in_the_sample_company_finds_nothing(sign_in, sample, sam, inbox, name):
    assert sign_in(sam).get(reverse(f"demo:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["mail-detail", "mail-body"])
def test_who_is_not_in_the_sample_company_reads_no_mail(sign_in, sample, sam, inbox, name):
    assert sign_in(sam).get(address(name, store(inbox, mail()))).status_code == 404


def test_a_member_of_a_real_organization_finds_no_inbox(sign_in, olivia, inbox):
    assert sign_in(olivia).get(LIST).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, sample, inbox):
    response = client.get(LIST)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_the_newest_mail_comes_first(sign_in, sample, vera, inbox):
    for subject in ("First", "Second", "Third"):
        store(inbox, mail(subject))

    page = BeautifulSoup(sign_in(vera).get(LIST).content, "html.parser")

    assert [link.text for link in page.select("#mails li a")] == ["Third", "Second", "First"]
    assert "ana@customers.example" in page.select_one("#mails li").text


def test_an_empty_inbox_says_how_to_fill_it(sign_in, sample, vera, inbox):
    page = BeautifulSoup(sign_in(vera).get(LIST).content, "html.parser")

    outbox = reverse("surveys:delivery-list", args=[sample.slug])
    assert page.select_one("#mails a.btn")["href"] == outbox


def test_the_list_is_left_alone_until_a_mail_arrives(sign_in, sample, vera, inbox):
    client, key = sign_in(vera), store(inbox, mail())
    assert client.get(LIST, {"newest": key}, HTTP_HX_REQUEST="true").status_code == 204

    store(inbox, mail("And another"))

    answer = client.get(LIST, {"newest": key}, HTTP_HX_REQUEST="true")
    assert "And another" in answer.content.decode()


def test_the_fragment_is_the_page_without_its_frame(sign_in, sample, vera, inbox):
    store(inbox, mail())
    client = sign_in(vera)

    page = BeautifulSoup(client.get(LIST).content, "html.parser").select_one("#mails")
    fragment = BeautifulSoup(client.get(LIST, HTTP_HX_REQUEST="true").content, "html.parser")

    assert fragment.select_one("#mails").prettify() == page.prettify()


def test_a_long_inbox_is_read_page_by_page(sign_in, sample, vera, inbox):
    for number in range(53):
        store(inbox, mail(f"Mail {number}"))

    second = sign_in(vera).get(LIST, {"page": 2}).content.decode()

    assert "Mail 2<" in second
    assert "Mail 3<" not in second


def test_a_mail_is_shown_with_its_text_beside_it(sign_in, sample, vera, inbox):
    key = store(inbox, mail(text="See http://localhost/s/abc/"))

    page = BeautifulSoup(sign_in(vera).get(address("mail-detail", key)).content, "html.parser")

    assert page.h1.text == "How was it?"
    assert page.select_one(".hl-mail-text a")["href"] == "http://localhost/s/abc/"
    assert page.iframe["src"] == address("mail-body", key)
    assert "allow-scripts" not in page.iframe["sandbox"]
    assert "allow-same-origin" not in page.iframe["sandbox"]


def test_a_mails_own_markup_stays_in_its_sandbox(sign_in, sample, vera, inbox):
    key = store(inbox, mail(html="<p>Hi</p><script>alert(1)</script>"))

    page = sign_in(vera).get(address("mail-detail", key))
    body = sign_in(vera).get(address("mail-body", key))

    assert "alert(1)" not in page.content.decode()
    assert "<p>Hi</p>" in body.content.decode()
    policy = body["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert body["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("key", ["..", "gone", "%2e%2e%2fsecret-key", "a%00b", "x" * 300])
def test_only_stored_mails_can_be_named(sign_in, sample, vera, inbox, key):
    assert sign_in(vera).get(f"/demo/inbox/{key}/").status_code in (400, 404)


GARBAGE = [
    b"",
    b"\x00\xff\xfe",
    b"Subject: =?utf-8?b?////?=\r\nTo: <<>>,,;\r\nDate: never\r\n\r\n\xff\xff",
    b"Content-Type: text/html; charset=klingon-8\r\n\r\n<p>qapla'</p>",
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
    b"Content-Type: multipart/alternative\r\n\r\nno boundary",
    b"From: \xe4\xf6\xfc\r\nSubject: \xe4\r\n\r\n",
    b"To: " + b"(" * 5000 + b"\r\n\r\n",
    b"Content-Type: message/rfc822\r\n\r\nSubject: inside\r\n\r\n",
]


@pytest.mark.parametrize("raw", GARBAGE)
def test_garbage_is_a_mail_like_any_other(sign_in, sample, vera, inbox, raw):
    client, key = sign_in(vera), store(inbox, raw)

    for path in (LIST, address("mail-detail", key), address("mail-body", key)):
        assert client.get(path).status_code == 200


HEADERS = st.sampled_from(
    [b"Subject: ", b"To: ", b"From: ", b"Date: ", b"Content-Type: ", b"Message-ID: ", b"\r\n", b""]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(HEADERS, st.binary(max_size=40)), max_size=6))
def test_no_bytes_break_the_reading_of_a_mail(inbox, lines):
    key = store(inbox, b"\r\n".join(name + value for name, value in lines))

    (line,) = selectors.mails([key])
    letter = selectors.letter(key)

    assert line.subject == letter.mail.subject
    f"{letter.headers}{letter.text}{letter.html}".encode()


def test_a_file_by_another_name_and_without_a_header_is_listed_too(sign_in, sample, vera, inbox):
    (inbox.folder / "by-hand.eml").write_bytes(b"")

    assert "(no subject)" in sign_in(vera).get(LIST).content.decode()


def test_files_that_are_no_mails_are_left_alone(sign_in, sample, vera, inbox):
    (inbox.folder / ".half.eml").write_bytes(b"Subject: half")
    (inbox.folder / "notes.txt").write_text("not a mail")
    (inbox.folder / "two words.eml").write_bytes(b"Subject: hm")

    assert selectors.keys() == []


def test_the_banner_leads_to_the_inbox_and_its_owner_out(sign_in, sample, olivia, vera):
    overview = reverse("accounts:overview", args=[sample.slug])

    seen_by_vera = sign_in(vera).get(overview).content.decode()
    seen_by_olivia = sign_in(olivia).get(overview).content.decode()

    assert LIST in seen_by_vera
    assert reverse("demo:company-remove") not in seen_by_vera
    assert reverse("demo:company-remove") in seen_by_olivia


def test_a_real_organization_in_a_demo_has_no_way_to_the_samples_mails(sign_in, olivia, acme):
    page = sign_in(olivia).get(reverse("accounts:overview", args=[acme.slug])).content.decode()

    assert "mails reach nobody" in page
    assert LIST not in page


def test_a_file_that_came_with_a_mail_can_be_taken_from_it(sign_in, sample, vera, inbox):
    message = EmailMessage()
    message["Subject"] = "March"
    message.set_content("It is attached.")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="march.pdf")
    client, key = sign_in(vera), store(inbox, message.as_bytes())

    page = BeautifulSoup(client.get(address("mail-detail", key)).content, "html.parser")
    [link] = page.select(".hl-take a")
    file = client.get(link["href"])

    assert link.get_text() == "march.pdf"
    assert b"".join(file.streaming_content) == b"%PDF"
    assert file["Content-Disposition"] == 'attachment; filename="march.pdf"'
    assert client.get(reverse("demo:mail-file", args=[key, 1])).status_code == 404
