"""Texts in every dialect and encoding, with things above, below and inside the table."""

from __future__ import annotations

import datetime

from tests.core.datasets.importing.corpus.case import Case, chosen, text

PEOPLE = {"name": ["Ann", "Bo", "Cy"], "age": [31, 42, 53], "town": ["Rome", "Oslo", "Bonn"]}
ROWS = [("name", "age", "town"), ("Ann", "31", "Rome"), ("Bo", "42", "Oslo"), ("Cy", "53", "Bonn")]
LOG = "12:00:01,INFO,start\n12:00:02,WARN,slow\n" * 3
PLACES = {"city": ["Zürich", "Málaga", "Besançon"], "n": [1, 2, 3]}
PLACES_TEXT = "city,n\nZürich,1\nMálaga,2\nBesançon,3\n"


def joined(delimiter: str, end: str = "\n") -> str:
    return end.join(delimiter.join(row) for row in ROWS) + end


DELIMITERS = (
    text("comma", joined(","), PEOPLE),
    text("semicolon", joined(";"), PEOPLE),
    text("tab", joined("\t"), PEOPLE),
    text("vertical bar", joined("|"), PEOPLE),
    text("caret", joined("^"), PEOPLE),
    text("tilde", joined("~"), PEOPLE),
    text("space", joined(" "), PEOPLE),
    text("control character", joined("\x01"), PEOPLE),
    text("two bars", joined("||"), PEOPLE),
    text("an invented delimiter", joined("~|~"), PEOPLE),
    text("a long delimiter", joined("<sep>"), PEOPLE),
    text("comma and space", joined(", "), PEOPLE),
    text("aligned with spaces", "name  age  town\nAnn   31   Rome\nBo    42   Oslo\nCy    53   Bonn\n", PEOPLE),
    text("Excel's own hint", "sep=;\n" + joined(";"), PEOPLE),
    text("semicolons between decimal commas", "a;b\n1,5;2,5\n3,25;4,75\n", {"a": [1.5, 3.25], "b": [2.5, 4.75]}),
    text("one column", "town\nRome\nOslo\nBonn\n", {"town": ["Rome", "Oslo", "Bonn"]}),
    text("one column of numbers", "n\n1\n2\n\n4\n", {"n": [1, 2, None, 4]}),
    text(
        "one column of decimal commas",
        "price\n1,5\n2,25\n",
        {"price": [1.5, 2.25]},
        says="taken for decimal or thousands marks",
    ),
    text("two columns under names", "price,count\n1,5\n2,25\n", {"price": [1, 2], "count": [5, 25]}),
    text("one column without a name", "1\n2\n3\n", {"column_1": [1, 2, 3]}),
)

LINE_ENDS = (
    text("Windows line ends", joined(",", "\r\n"), PEOPLE),
    text("old Mac line ends", joined(",", "\r"), PEOPLE),
    text("mixed line ends", "name,age,town\r\nAnn,31,Rome\nBo,42,Oslo\rCy,53,Bonn\n", PEOPLE, says="line ends"),
    text("no line end at the end", joined(",").rstrip("\n"), PEOPLE),
    text("empty lines between", joined(",", "\n\n"), PEOPLE),
    text("an end-of-file mark", joined(",") + "\x1a", PEOPLE),
    text("NUL characters", joined(",").replace("Ann", "A\0nn"), PEOPLE, says="NUL"),
    text("a line break in quotes", 'a,b\n1,"x\ny"\n2,z\n', {"a": [1, 2], "b": ["x\ny", "z"]}),
    text("Excel's line breaks", 'a,b\r\n1,"x\ny"\r\n2,z\r\n', {"a": [1, 2], "b": ["x\ny", "z"]}),
)

ENCODINGS = (
    text("UTF-8 with mark", PLACES_TEXT, PLACES, codec="utf-8-sig"),
    text("UTF-16 with mark", PLACES_TEXT, PLACES, codec="utf-16"),
    Case("UTF-16, big end first", b"\xfe\xff" + PLACES_TEXT.encode("utf-16-be"), PLACES),
    text("UTF-16 without mark", PLACES_TEXT, PLACES, codec="utf-16-le"),
    text("UTF-32", PLACES_TEXT, PLACES, codec="utf-32"),
    text("Windows-1252", PLACES_TEXT, PLACES, codec="cp1252", says="guessed"),
    text("Mac Roman", PLACES_TEXT, PLACES, codec="mac_roman"),
    text(
        "Windows-1250",
        "miasto,n\nŁódź,1\nKraków,2\nGdańsk,3\nPoznań,4\n",
        {"miasto": ["Łódź", "Kraków", "Gdańsk", "Poznań"], "n": [1, 2, 3, 4]},
        codec="cp1250",
    ),
    text(
        "Windows-1251",
        "город,n\nМосква,1\nКазань,2\nТомск,3\n",
        {"город": ["Москва", "Казань", "Томск"], "n": [1, 2, 3]},
        codec="cp1251",
    ),
    text(
        "Shift-JIS",
        "都市,n\n東京,1\n大阪,2\nサッポロ,3\n",
        {"都市": ["東京", "大阪", "サッポロ"], "n": [1, 2, 3]},
        codec="shift_jis",
    ),
    text(
        "GB 18030",
        "城市,n\n北京,1\n上海,2\n广州,3\n",
        {"城市": ["北京", "上海", "广州"], "n": [1, 2, 3]},
        codec="gb18030",
    ),
    Case(
        "a few wrong bytes in UTF-8",
        ("t,n\n" + "Zürich é à ü ö,1\n" * 20).encode() + "café,2\n".encode("cp1252"),
        {"t": [*["Zürich é à ü ö"] * 20, "café"], "n": [*[1] * 20, 2]},
        says="UTF-8 with some Windows-1252",
    ),
    text("letters beyond the basic plane", "a,b\n😀,1\n𝒳,2\n", {"a": ["😀", "𝒳"], "b": [1, 2]}),
)

LAYOUTS = (
    text("a title above", "Staff list 2024\n\n" + joined(","), PEOPLE, says="above the table"),
    text(
        "several lines above", "Report: staff\nMade by: HR\nDate: today\n" + joined(";"), PEOPLE, says="above the table"
    ),
    text("comments above", "# made by a program\n# with care\n" + joined(","), PEOPLE),
    text(
        "a comment above rows that begin like one",
        "# made by hand\ntag,uses\n" + "#red,1\nblue,2\n" * 60 + "# the end\n",
        {"tag": ["#red", "blue"] * 60, "uses": [1, 2] * 60},
        rejects=1,
    ),
    text("a comment with a quote above", "# don't \"worry\n" + joined(","), PEOPLE),
    text("a source below", joined(",") + "\nSource: the town hall\n", PEOPLE, rejects=1, says="set aside"),
    text(
        "no header",
        "1,2.5,x\n2,3.5,y\n3,4.5,z\n",
        {"column_1": [1, 2, 3], "column_2": [2.5, 3.5, 4.5], "column_3": ["x", "y", "z"]},
    ),
    text("only a header", "a,b,c\n", {"a": [], "b": [], "c": []}),
    text("only words", "name,town\nAnn,Rome\nBo,Oslo\n", {"name": ["Ann", "Bo"], "town": ["Rome", "Oslo"]}),
    text(
        "years as names",
        "land,2019,2020,2021\nA,1,2,3\nB,4,5,6\n",
        {"land": ["A", "B"], "2019": [1, 4], "2020": [2, 5], "2021": [3, 6]},
    ),
    text(
        "names alike", "a,a,A,b\n1,2,3,4\n", {"a": [1], "a_2": [2], "A_3": [3], "b": [4]}, says="column names changed"
    ),
    text("a name missing", "a,,c\n1,2,3\n4,5,6\n", {"a": [1, 4], "column_2": [2, 5], "c": [3, 6]}),
    text("names with spaces and breaks", '" a ","b\nc"\n1,2\n', {"a": [1], "b c": [2]}),
    text("a delimiter at the end of every line", "a,b,\n1,2,\n3,4,\n", {"a": [1, 3], "b": [2, 4]}),
    text("a delimiter at the end of the rows only", "a,b\n1,2,\n3,4,\n", {"a": [1, 3], "b": [2, 4]}),
    text(
        "R's row names",
        '"x" "y"\n"1" 10 20\n"2" 30 40\n"3" 50 60\n',
        {"column_1": [1, 2, 3], "x": [10, 30, 50], "y": [20, 40, 60]},
    ),
    text(
        "a line of units", "t,v\n[s],[m/s]\n1,2.5\n2,3.5\n3,4.5\n", {"t": [1, 2, 3], "v": [2.5, 3.5, 4.5]}, says="units"
    ),
    text(
        "the header again in the middle",
        "a,b\n1,2\na,b\n3,4\n" + "5,6\n" * 200,
        {"a": [1, 3, *[5] * 200], "b": [2, 4, *[6] * 200]},
        rejects=1,
    ),
    text(
        "a row of totals is told",
        "k,n\nx,1\ny,2\nTotal,3\n",
        {"k": ["x", "y", "Total"], "n": [1, 2, 3]},
        says="looks like a total",
    ),
)

MORE_LAYOUTS = (
    text(
        "two header lines",
        ",2019,2019\nland,sales,cost\nA,1,2\nB,3,4\nC,5,6\n",
        {"land": ["A", "B", "C"], "2019 sales": [1, 3, 5], "2019 cost": [2, 4, 6]},
        says="header lines were joined",
    ),
    text("only years as names", "2019,2020,2021\n5,6,7\n8,9,10\n", {"2019": [5, 8], "2020": [6, 9], "2021": [7, 10]}),
    text("a table in Markdown", "| a | b |\n|---|---|\n| 1 | x |\n| 3 | y |\n", {"a": [1, 3], "b": ["x", "y"]}),
    text("a comment in the middle", "a,b\n1,2\n# note\n3,4\n", {"a": [1, 3], "b": [2, 4]}, rejects=1),
    text(
        "lines of a log",
        "10:00 start\n10:05 go on\n10:09 end\n",
        {"10:00 start": ["10:05 go on", "10:09 end"]},
        says="No delimiter",
    ),
    text(
        "numbers aligned on the right",
        "   1   2\n  10  20\n 100 200\n",
        {"column_1": [1, 10, 100], "column_2": [2, 20, 200]},
    ),
)

BROKEN = (
    text(
        "a short row",
        "a,b,c\n1,2,3\n4,5\n6,7,8\n",
        {"a": [1, 4, 6], "b": [2, 5, 7], "c": [3, None, 8]},
        says="fewer values",
    ),
    text("a long row", "a,b\n1,x\n2,y,z\n3,w\n", {"a": [1, 3], "b": ["x", "w"]}, rejects=1, says="set aside"),
    text("quotes inside a value", 'a,b\n1,5" pipe\n2,x\n', {"a": [1, 2], "b": ['5" pipe', "x"]}),
    text("quotes inside quotes", 'a,b\n1,"say "hi" now"\n2,x\n', {"a": [1, 2], "b": ['say "hi" now', "x"]}),
    text("doubled quotes", 'a,b\n1,"say ""hi"""\n2,x\n', {"a": [1, 2], "b": ['say "hi"', "x"]}),
    text("backslash before quotes", 'a,b\n1,"say \\"hi\\" now"\n2,x\n', {"a": [1, 2], "b": ['say "hi" now', "x"]}),
    text("single quotes", "a,b\n1,'x, y'\n2,'z'\n", {"a": [1, 2], "b": ["x, y", "z"]}),
    text(
        "a quote that is never closed",
        "a,b,c\n" + '1,"x,2\n' + "3,y,4\n" * 50,
        {"a": [1, *[3] * 50], "b": ['"x', *["y"] * 50], "c": [2, *[4] * 50]},
        says="never closed",
    ),
    text(
        "cells that hold tables as wide as this one",
        "id,log,y\n" + "".join(f'{row},"{LOG}",{row % 2}\n' for row in range(30)),
        {"id": list(range(30)), "log": [LOG] * 30, "y": [0, 1] * 15},
    ),
    text(
        "one long cell of lines as wide as the table",
        'a,b\n1,"' + "x,\n" * 400 + '"\n2,y\n3,z\n',
        {"a": [1, 2, 3], "b": ["x,\n" * 400, "y", "z"]},
    ),
    text(
        "two quotes far apart",
        "a,b,c\n" + '1,"x,2\n' + "3,y,4\n" * 50 + '5,z",6\n',
        {"a": [1, *[3] * 50, 5], "b": ['"x', *["y"] * 50, 'z"'], "c": [2, *[4] * 50, 6]},
        says="never closed",
    ),
    text(
        "a cell of ten megabytes", "a,b\n1," + "x" * 10_000_000 + "\n2,y\n", {"a": [1, 2], "b": ["x" * 10_000_000, "y"]}
    ),
    text(
        "a quoted cell of ten megabytes",
        'a,b\n1,"' + ("x" * 99 + "\n") * 100_000 + '"\n2,y\n',
        {"a": [1, 2], "b": [("x" * 99 + "\n") * 100_000, "y"]},
    ),
)

MORE_TEXTS = (
    text(
        "a column of sentences",
        "review\nthe movie was great and i loved it so much\nthe plot was thin but the actors were good.\n"
        "I would not see it again because of the noise.\nit is what it is, nothing more to say here\nok\nso so\n",
        {
            "review": [
                "the movie was great and i loved it so much",
                "the plot was thin but the actors were good.",
                "I would not see it again because of the noise.",
                "it is what it is, nothing more to say here",
                "ok",
                "so so",
            ]
        },
        says="taken for the header",
    ),
    text("commas with a backslash", "a,b\n1,x\\, y\n2,z\n3,w\n", {"a": [1, 2, 3], "b": ["x, y", "z", "w"]}),
    text("a bell between values", "a\x07b\n1\x072\n3\x074\n", {"a": [1, 3], "b": [2, 4]}),
    text(
        "years above names that come again",
        ",2022,,2023,\nregion,a,b,a,b\nN,1,2,3,4\nS,5,6,7,8\n",
        {"region": ["N", "S"], "2022 a": [1, 5], "2022 b": [2, 6], "2023 a": [3, 7], "2023 b": [4, 8]},
        says="header lines were joined",
    ),
    text(
        "Eurostat's tabs beside commas",
        "freq,geo\\time\t2019 \t2020 \nA,DE\t12.3 p\t12.5 \nA,FR\t11.3 \t11.5 e\nA,IT\t: c\t10.5 \n",
        {
            "freq,geo\\time": ["A,DE", "A,FR", "A,IT"],
            "2019": ["12.3 p", "11.3 ", ": c"],
            "2020": ["12.5 ", "11.5 e", "10.5 "],
        },
        says="could also be separated by commas",
    ),
    text(
        "questions above their answers",
        "Id,Day,Which?,,Age\n,,Tea,Coffee,Response\n11,2024-03-31,Tea,,25\n12,2024-04-13,,Coffee,31\n",
        {
            "Id": [11, 12],
            "Day": [datetime.date(2024, 3, 31), datetime.date(2024, 4, 13)],
            "Which? Tea": ["Tea", None],
            "Which? Coffee": [None, "Coffee"],
            "Age Response": [25, 31],
        },
        says="Two header lines were joined",
    ),
    text(
        "printed numbers that are not aligned",
        "  mpg cyl  disp\n1 21.0   6 160.0\n2 22.8   4 108.0\n",
        {"column_1": [1, 2], "mpg": [21.0, 22.8], "cyl": [6, 4], "disp": [160.0, 108.0]},
    ),
)

CHOICES = (
    chosen("everything as text", "a,b\n007, x \n1.50,NA\n", {"a": ["007", "1.50"], "b": [" x ", "NA"]}, all_text=True),
    chosen("a delimiter of one's own", "a;b,c\n1;2,3\n", {"a;b": ["1;2"], "c": [3]}, delimiter=","),
    chosen("no header", "a,b\nc,d\n", {"column_1": ["a", "c"], "column_2": ["b", "d"]}, header=False),
    chosen("a header of numbers", "1,2\n3,4\n", {"1": [3], "2": [4]}, header=True),
    chosen("more lines to skip than there are", "a,b\n1,2\n", None, says="Nothing is left", skip_rows=9),
    chosen("lines to skip", "x,y\n1,2\na,b\n3,4\n", {"a": [3], "b": [4]}, skip_rows=2),
    chosen(
        "missing markers of one's own",
        "a,b\n1,zz\n9,y\n5,x\n",
        {"a": [1, None, 5], "b": ["zz", "y", "x"]},
        missing_markers=["9"],
    ),
    chosen("numbers kept as text", "a,b\n1,2\n3,4\n", {"a": ["1", "3"], "b": [2, 4]}, types={"a": "text"}),
    chosen(
        "month first",
        "a,d\n1,01/02/2020\n",
        {"a": [1], "d": [datetime.date(2020, 1, 2)]},
        day_first=False,
    ),
    chosen("a sheet of a text", "a,b\n1,x\n", {"a": [1], "b": ["x"]}, says="no sheets", sheet="nope"),
    chosen("an encoding of one's own", "a,b\né,1\n", {"a": ["Ã©"], "b": [1]}, encoding="cp1252"),
)

CASES = (*DELIMITERS, *LINE_ENDS, *ENCODINGS, *LAYOUTS, *MORE_LAYOUTS, *BROKEN, *MORE_TEXTS, *CHOICES)
