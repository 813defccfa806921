"""Quotes, delimiters and line breaks where nobody expects them."""

from __future__ import annotations

from tests.core.datasets.importing.corpus.case import chosen, text

NAMES = "id,name,town,n\n"
FIVE = "".join(f"{at},Name {at},Town {at},{at * 10}\n" for at in range(3, 8))


def with_row(row: str) -> str:
    return f"{NAMES}1,Ann,Rome,10\n{row}\n{FIVE}"


def table(*row: object) -> dict[str, list[object]]:
    rows = [(1, "Ann", "Rome", 10), row, *((at, f"Name {at}", f"Town {at}", at * 10) for at in range(3, 8))]
    return dict(zip(("id", "name", "town", "n"), map(list, zip(*rows, strict=True)), strict=True))


ROWS = (
    text("a stray quote before a word", with_row('2,"Bo,Oslo,20'), table(2, '"Bo', "Oslo", 20), says="out of place"),
    text("a stray quote behind a word", with_row('2,Bo",Oslo,20'), table(2, 'Bo"', "Oslo", 20)),
    text("two quotes before a quoted value", with_row('2,""Bo, Jr","Oslo",20'), table(2, '"Bo, Jr', "Oslo", 20)),
    text("quotes inside quotes", with_row('2,"Bo "the" Cat","Oslo",20'), table(2, 'Bo "the" Cat', "Oslo", 20)),
    text(
        "a quote of inches at the end of quotes", with_row('2,"Bo 5"","Oslo, N",20'), table(2, 'Bo 5"', "Oslo, N", 20)
    ),
    text("a comma in quotes", with_row('2,"Bo, Jr",Oslo,20'), table(2, "Bo, Jr", "Oslo", 20)),
    text("spaces around quotes", with_row('2, "Bo, Jr" ,Oslo,20'), table(2, "Bo, Jr", "Oslo", 20)),
    text("a line break in quotes", with_row('2,"Bo\nJr",Oslo,20'), table(2, "Bo\nJr", "Oslo", 20)),
    text("a line break and quotes", with_row('2,"Bo ""B""\nJr",Oslo,20'), table(2, 'Bo "B"\nJr', "Oslo", 20)),
    text("an empty line in quotes", with_row('2,"Bo\n\nJr",Oslo,20'), table(2, "Bo\n\nJr", "Oslo", 20)),
    text("a delimiter too many", with_row("2,,Bo,Oslo,20"), table(2, "Bo", "Oslo", 20), says="too many or too few"),
    text("a delimiter too many at the end", with_row("2,Bo,Oslo,20,"), table(2, "Bo", "Oslo", 20)),
    text(
        "a value too few in the middle", with_row("2,Oslo,20"), table(2, None, "Oslo", 20), says="too many or too few"
    ),
    text("a value too few at the end", with_row("2,Bo,Oslo"), table(2, "Bo", "Oslo", None), says="fewer values"),
    text("an empty quoted value", with_row('2,"",Oslo,20'), table(2, None, "Oslo", 20)),
    text("HTML in a value", with_row('2,"<b class=""x"">Bo</b>",Oslo,20'), table(2, '<b class="x">Bo</b>', "Oslo", 20)),
    text("JSON in a value", with_row('2,"{""a"": [1, 2]}",Oslo,20'), table(2, '{"a": [1, 2]}', "Oslo", 20)),
    text(
        "SQL in a value",
        with_row('2,"INSERT INTO t VALUES (1, 2)",Oslo,20'),
        table(2, "INSERT INTO t VALUES (1, 2)", "Oslo", 20),
    ),
    text("an apostrophe", with_row("2,O'Brien,Oslo,20"), table(2, "O'Brien", "Oslo", 20)),
    text("a backslash at the end of quotes", with_row('2,"C:\\Bo\\",Oslo,20'), table(2, "C:\\Bo\\", "Oslo", 20)),
)

ALL_TEXT = {"id": ["1", "2", "3"], "note": ["a", "b,c,d", "e"]}

FILES = (
    text(
        "lines like rows in a cell of the first column",
        '"a","b"\n"x,1\ny,2\nz,3\nw,4\nv,5\nu,6",7\n"k",8\n',
        {"a": ["x,1\ny,2\nz,3\nw,4\nv,5\nu,6", "k"], "b": [7, 8]},
    ),
    text(
        "a table under Windows line ends with short rows",
        "a,b,c\r\n1,2,3\r\n4,5\r\n6,7,8\r\n",
        {"a": [1, 4, 6], "b": [2, 5, 7], "c": [3, None, 8]},
        says="fewer values",
    ),
    text(
        "inches in every row",
        'size,n\n5" pipe,1\n6" pipe,2\n7" pipe,3\n',
        {"size": ['5" pipe', '6" pipe', '7" pipe'], "n": [1, 2, 3]},
    ),
    text(
        "addresses and dates between commas",
        'DATE,TIME,CODE,URL\n28/01/2018,00:00,"MG, 1","https://x.org/a/b.html"\n29/01/2018,00:15,"RI, 3","https://x.org/a/c.html"\n'
        '30/01/2018,00:30,"RI, 8","https://x.org/a/d.html"\n',
        {
            "DATE": [__import__("datetime").date(2018, 1, day) for day in (28, 29, 30)],
            "TIME": [__import__("datetime").time(0, minute) for minute in (0, 15, 30)],
            "CODE": ["MG, 1", "RI, 3", "RI, 8"],
            "URL": [f"https://x.org/a/{letter}.html" for letter in "bcd"],
        },
    ),
    text(
        "a comma and a space everywhere",
        'a, b, c\n1, "x, y", 2\n3, "z, w", 4\n',
        {"a": [1, 3], "b": ["x, y", "z, w"], "c": [2, 4]},
    ),
    chosen(
        "a comma and a space, nothing trimmed",
        "a, b\nx , y\n z, w\n",
        {"a": ["x ", " z"], "b": ["y", "w"]},
        all_text=True,
    ),
    chosen(
        "a long row keeps its rest when all is text",
        "id,note\n1,a\n2,b,c,d\n3,e\n",
        ALL_TEXT,
        says="keeps the rest",
        all_text=True,
    ),
    chosen(
        "codes and spaces when all is text",
        'a,b\n007, x\nNA,""\n',
        {"a": ["007", "NA"], "b": [" x", ""]},
        all_text=True,
    ),
    text(
        "thousands marks between semicolons",
        "id;n\n1;1,234.50\n2;2,000.00\n3;12.00\n",
        {"id": [1, 2, 3], "n": [1234.5, 2000, 12]},
    ),
    text("thousands marks between commas", 'id,n\n1,"1,234.50"\n2,"2,000.00"\n', {"id": [1, 2], "n": [1234.5, 2000.0]}),
    text(
        "dollars with thousands marks alone",
        "price\n$9,916.82\n$11.00\n$1,204.30\n",
        {"price": [9916.82, 11.0, 1204.3]},
        says="decimal or thousands",
    ),
    text(
        "halves that may be decimals",
        "11,15\n928,55\n252,84\n",
        {"column_1": [11, 928, 252], "column_2": [15, 55, 84]},
        says="decimal comma",
    ),
    text(
        "addresses alone",
        "url\nhttps://x.org/?a=1\nhttps://x.org/?a=2\n",
        {"url": ["https://x.org/?a=1", "https://x.org/?a=2"]},
    ),
    text("paths alone", "path\nC:\\a\\b\nC:\\c\\d\nC:\\e\n", {"path": ["C:\\a\\b", "C:\\c\\d", "C:\\e"]}),
    text(
        "accounts between colons",
        "root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/sh\nbo:x:1001:1001::/home/bo:/bin/sh\n",
        {
            "column_1": ["root", "ann", "bo"],
            "column_2": ["x"] * 3,
            "column_3": [0, 1000, 1001],
            "column_4": [0, 1000, 1001],
            "column_5": ["root", None, None],
            "column_6": ["/root", "/home/ann", "/home/bo"],
            "column_7": ["/bin/bash", "/bin/sh", "/bin/sh"],
        },
    ),
    text(
        "single quotes with doubled ones",
        "name,note\n'Ann','it''s'\n'Bo','ok'\n",
        {"name": ["Ann", "Bo"], "note": ["it's", "ok"]},
    ),
    text("trailing delimiters under names", "a,b,c,,\n1,2,3,,\n4,5,6,,\n", {"a": [1, 4], "b": [2, 5], "c": [3, 6]}),
    text("one line of values", "1,2,3\n", {"column_1": [1], "column_2": [2], "column_3": [3]}, says="taken for data"),
    text("one number", "42\n", {"column_1": [42]}, says="taken for data"),
)

CASES = (*ROWS, *FILES)
