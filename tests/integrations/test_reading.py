"""Files from everywhere are read as they were meant, or refused with a reason."""

import io

import pytest

from integrations.imports import cells, encodings, fields, tables
from integrations.imports.encodings import Unreadable
from integrations.imports.rows import Recipe

TEXT = "Name,City\nZoë Müller,Köln\nJosé Peña,Málaga\n"


def read(content):
    file = io.BytesIO(content)
    shape = tables.inspect(file)
    return shape, list(tables.rows(file, shape))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_the_same_table_comes_out_of_every_encoding(encoding):
    shape, lines = read(TEXT.encode(encoding))

    assert shape.header == ["Name", "City"]
    assert lines[0].cells == ["Zoë Müller", "Köln"]
    assert lines[1].cells == ["José Peña", "Málaga"]


def test_one_umlaut_in_the_last_row_is_enough_to_tell():
    content = "Name\n" + "plain\n" * 50_000 + "Müller\n"

    _shape, lines = read(content.encode("cp1252"))

    assert lines[-1].cells == ["Müller"]


OF_OLD = {
    "cp1252": ["Zoë Müller", "José Peña", "Tom O’Neill", "François Lefèvre"],
    "cp1250": ["Łukasz Wiśniewski", "Małgorzata Dąbrowska", "Żaneta Gęś"],
    "cp1251": ["Анна Петрова", "Борис Иванов", "Екатерина Смирнова"],
    "cp1253": ["Γιώργος Παπαδόπουλος", "Ελένη Νικολάου"],
    "cp1256": ["محمد علي", "فاطمة الزهراء"],
    "shift_jis": ["山田太郎", "すずき いちろう"],
}


@pytest.mark.parametrize("encoding", OF_OLD)
@pytest.mark.parametrize("times", [1, 100])
def test_every_language_is_read_in_its_encoding_of_old(encoding, times):
    names = OF_OLD[encoding]
    content = "Number,Name\n" + "".join(f"C1,{name}\n" for name in names * times)

    _shape, lines = read(content.encode(encoding))

    assert [line.cells[1] for line in lines[: len(names)]] == names


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = [["Name", "Note"], ["Ana", "one; two, three | four"], ["Ben", "x"]]
    content = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    shape, lines = read(content.encode())

    assert shape.delimiter == delimiter
    assert lines[0].cells == rows[1]


def test_emoji_arabic_and_line_breaks_within_a_cell_survive():
    _shape, lines = read('Name,Note\n"مريم 🎉","one\ntwo"\n'.encode())

    assert lines[0].cells == ["مريم 🎉", "one\ntwo"]


def test_blank_lines_are_no_rows_and_one_column_is_a_table():
    shape, lines = read(b"E-mail\n\nana@example.org\n\n\n")

    assert shape.header == ["E-mail"]
    assert [(line.number, line.cells) for line in lines] == [(3, ["ana@example.org"])]


def test_columns_of_one_name_are_told_apart_and_nameless_ones_numbered():
    shape, _lines = read(b"Email,Email,,Name\na,b,c,d\n")

    assert shape.header == ["Email", "Email (2)", "Column 3", "Name"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b"1,2,3", "3 cells where the header has 2"),
        (b"1", "1 cells where the header has 2"),
        (b"a\0b,2", "null characters"),
    ],
)
def test_a_ragged_row_says_what_is_wrong_and_the_next_is_fine(row, problem):
    _shape, lines = read(b"A,B\n" + row + b"\n5,6\n")

    assert problem in lines[0].problem
    assert lines[1].problem == ""


def test_bytes_outside_of_the_encoding_make_a_problem_not_a_crash():
    content = b"Name,City\n" + b"Ana,\x81\x8d\x8f\nBen,K\xf6ln\n"

    _shape, lines = read(content)

    assert "encoding" in lines[0].problem
    assert lines[1].cells == ["Ben", "Köln"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b",,\n1,2,3\n", "has to name the columns"),
        (b"PK\x03\x04 and the rest of a workbook", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"C1,ana@example.org\nC2,ben@example.org\n", "has to name the columns"),
        (b"2026-03-01,5\n2026-03-02,6\n", "has to name the columns"),
        (b'A,B\n1,"' + b"never closed\n" * 20_000, "quotation mark"),
        (b",".join(b"c%d" % n for n in range(300)), "more than 200 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, message):
    with pytest.raises(Unreadable, match=message):
        read(content)


def test_an_encoding_that_does_not_fit_is_refused():
    with pytest.raises(Unreadable, match="utf-16"):
        tables.inspect(io.BytesIO(b"\xff\xfe\x00\xd8\x00"), "utf-16")


def test_reading_leaves_the_file_open():
    file = io.BytesIO(TEXT.encode())
    tables.count(file, tables.inspect(file))

    assert not file.closed


# --- columns -------------------------------------------------------------------------------------


def test_a_contact_export_of_a_crm_is_recognised():
    header = ["Record ID", "First Name", "Last Name", "Email address", "Lifecycle stage",
              "Last Modified Date"]  # fmt: skip

    assert fields.guess("customers", header) == {
        "external_id": "Record ID",
        "first_name": "First Name",
        "last_name": "Last Name",
        "email": "Email address",
        "updated_at": "Last Modified Date",
    }


def test_a_ticket_export_is_recognised():
    header = ["ticket_id", "Created at", "STAGE", "Agent email", "customer_email"]

    assert fields.guess("interactions", header) == {
        "external_id": "ticket_id",
        "occurred_at": "Created at",
        "stage": "STAGE",
        "staff_member": "Agent email",
        "customer.email": "customer_email",
    }


def test_every_file_can_be_recognised_by_our_own_names():
    for kind, known in fields.OF_KIND.items():
        names = [field.name for field in known]
        assert fields.guess(kind, names) == dict(zip(names, names, strict=True))


def test_a_row_is_nested_named_and_filled_up():
    recipe = Recipe(
        kind="interactions",
        header=["id", "mail", "plan", "when"],
        mapping={"external_id": "id", "customer.email": "mail", "occurred_at": "when"},
        dates="day_first",
        constants={"source": "crm"},
        segments=["plan"],
    )

    assert recipe.row(["7", " a@b.example ", "gold", "3.4.2026 14:05"]) == {
        "source": "crm",
        "external_id": "7",
        "occurred_at": "2026-04-03T14:05:00",
        "customer": {"email": "a@b.example", "segments": {"plan": "gold"}},
    }


def test_first_and_last_name_make_a_name_and_yes_means_granted():
    recipe = Recipe(
        kind="customers",
        header=["f", "l", "ok"],
        mapping={"first_name": "f", "last_name": "l", "consent": "ok"},
        dates="iso",
        constants={},
    )

    assert recipe.row(["Ana", "Lima", "Yes"]) == {"name": "Ana Lima", "consent": "granted"}


@pytest.mark.parametrize(
    ("text", "order", "iso"),
    [
        ("2026-03-31", "iso", "2026-03-31"),
        ("2026/03/31", "iso", "2026-03-31"),
        ("31.03.2026", "day_first", "2026-03-31"),
        ("31.3.26 14:05", "day_first", "2026-03-31T14:05:00"),
        ("3/31/2026 2:05 PM", "month_first", "2026-03-31T14:05:00"),
        ("1767225600", "iso", "2026-01-01T00:00:00+00:00"),
        ("31/31/2026", "day_first", "31/31/2026"),
        ("31.02.2026 10:00", "day_first", "31.02.2026 10:00"),
        ("31.03.2026 late", "day_first", "31.03.2026 late"),
        ("soon", "iso", "soon"),
    ],
)
def test_dates_as_people_write_them(text, order, iso):
    assert cells.moment(text, order) == iso


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["2026-03-31"], "iso"),
        (["1.2.2026"], "day_first"),
        (["1/2/2026", "13/2/2026"], "day_first"),
        (["1/2/2026", "1/13/2026"], "month_first"),
        (["1/2/2026"], "month_first"),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_cells(texts, order):
    assert cells.order_of(texts) == order


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1,234,567", "1234567"),
        ("-3", "-3"),
    ],
)
def test_figures_as_people_write_them(text, plain):
    assert cells.number(text) == plain


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_that_leaves_is_a_formula(cell):
    assert cells.neutral(cell) == "'" + cell
    assert cells.neutral("plain") == "plain"


def test_every_encoding_that_can_be_chosen_exists():
    for name in encodings.CHOICES:
        assert "a".encode(name)
