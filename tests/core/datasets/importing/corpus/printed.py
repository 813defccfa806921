"""Tables as programs print them for people: drawn, aligned, with titles, remarks, totals and several on a page."""

from __future__ import annotations

from tests.core.datasets.importing.corpus.case import chosen, text

TWO = {"id": [1, 2], "name": ["Ann", "Bo"], "age": [31, 42]}
PEOPLE = {"name": ["Ann", "Bo", "Cy"], "age": [31, 42, 53]}
ROWS = "name,age\nAnn,31\nBo,42\nCy,53\n"
WIDE = {"name": ["Ann", "Bo"], "age": [31, 42], "town": ["Rome", "Oslo"]}
WIDE_ROWS = "name,age,town\nAnn,31,Rome\nBo,42,Oslo\n"

DRAWN = (
    text(
        "as psql prints",
        " id | name | age \n----+------+-----\n  1 | Ann  |  31\n  2 | Bo   |  42\n(2 rows)\n\n",
        TWO,
        rejects=1,
    ),
    text(
        "as MySQL prints",
        "+----+------+-----+\n| id | name | age |\n+----+------+-----+\n|  1 | Ann  |  31 |\n|  2 | Bo   |  42 |\n"
        "+----+------+-----+\n2 rows in set (0.00 sec)\n",
        TWO,
        rejects=1,
    ),
    text(
        "in a box",
        "┌────┬──────┬─────┐\n│ id │ name │ age │\n├────┼──────┼─────┤\n│ 1  │ Ann  │ 31  │\n│ 2  │ Bo   │ 42  │\n"
        "└────┴──────┴─────┘\n",
        TWO,
    ),
    text(
        "in reStructuredText",
        "== ==== ===\nid name age\n== ==== ===\n1  Ann  31\n2  Bo   42\n== ==== ===\n",
        TWO,
    ),
    text(
        "in a Markdown document",
        "# Title\n\nSome text here.\n\n| id | name | age |\n|:---|------|----:|\n| 1 | Ann | 31 |\n| 2 | Bo | 42 |\n",
        TWO,
        says="above the table",
    ),
    text("as SQLite prints", "id  name  age\n--  ----  ---\n1   Ann   31\n2   Bo    42\n", TWO),
    text(
        "columns of a fixed width",
        "NAME      AGE TOWN\nAnn Lee    31 Rome\nBo         42 New York\n",
        {"NAME": ["Ann Lee", "Bo"], "AGE": [31, 42], "TOWN": ["Rome", "New York"]},
    ),
    text(
        "as R prints a data frame",
        "           mpg cyl\nMazda     21.0   6\nDatsun    22.8   4\nHornet    21.4   6\n",
        {"column_1": ["Mazda", "Datsun", "Hornet"], "mpg": [21.0, 22.8, 21.4], "cyl": [6, 4, 6]},
    ),
    text(
        "as pandas prints a data frame",
        "  name  age\n0  Ann   31\n1   Bo   42\n2   Cy   53\n",
        {"column_1": [0, 1, 2], "name": ["Ann", "Bo", "Cy"], "age": [31, 42, 53]},
    ),
    text("tabs in pairs", "name\t\tage\nAnn\t\t31\nBo\t\t42\nCy\t\t53\n", PEOPLE),
)

WRAPPED = (
    text(
        "every line quoted as a whole", '"name,age,town"\n"Ann,31,Rome"\n"Bo,42,Oslo"\n', WIDE, says="quoted as a whole"
    ),
    text("the rows quoted as a whole", 'name,age,town\n"Ann,31,Rome"\n"Bo,42,Oslo"\n', WIDE, says="quoted as a whole"),
    text(
        "lines quoted as a whole around quotes",
        '"name,note,n"\n"Ann,""a, b"",1"\n"Bo,""c"",2"\n',
        {"name": ["Ann", "Bo"], "note": ["a, b", "c"], "n": [1, 2]},
    ),
    text(
        "quoted sentences are no wrapped lines",
        '"text"\n"hello, world"\n"foo, bar"\n',
        {"text": ["hello, world", "foo, bar"]},
    ),
)

ABOVE = (
    text("a title with delimiters", "Staff,,\n" + WIDE_ROWS, WIDE, says="above the table"),
    text("a title and a line of delimiters", "Staff,,\n,,\n" + WIDE_ROWS, WIDE, says="above the table"),
    text("remarks with slashes", "// made by a tool\n// version 2\n" + WIDE_ROWS, WIDE, says="above the table"),
    text("remarks with per cent signs", "% made by a tool\n" + WIDE_ROWS, WIDE, says="above the table"),
    text("a header with another delimiter", "name;age;town\nAnn,31,Rome\nBo,42,Oslo\n", WIDE, says="another kind"),
    text("a header between spaces", "name age town\nAnn,31,Rome\nBo,42,Oslo\n", WIDE, says="another kind"),
    text("facts above a table of two columns", "Report,Sales\nYear,2024\n\n" + ROWS, PEOPLE, says="2 tables"),
    text("Excel's hint in quotes", '"sep=;"\nname;age;town\nAnn;31;Rome\nBo;42;Oslo\n', WIDE),
    text("Excel's hint for tabs", "sep=\t\nname\tage\ttown\nAnn\t31\tRome\nBo\t42\tOslo\n", WIDE),
)

BELOW = (
    text("a source in the first column", WIDE_ROWS + "Source: registry,,\n", WIDE, rejects=1, says="set aside"),
    text("a source with a comma", ROWS + "\nSource: census, 2020\n", PEOPLE, rejects=1, says="set aside"),
    text("several remarks", WIDE_ROWS + "\n* estimated\nNote: rounded\n", WIDE, rejects=2, says="set aside"),
    text("a count of rows", WIDE_ROWS + "(2 rows)\n", WIDE, rejects=1, says="set aside"),
    text("rows without a value", "name,age,town\nAnn,31,Rome\n,,\nBo,42,Oslo\n,,\n", WIDE, says="without a value"),
    text("empty lines below", WIDE_ROWS + "\n\n\n", WIDE),
    text(
        "a row of totals after an empty line",
        ROWS + "\nTotal,126\n",
        {"name": ["Ann", "Bo", "Cy", "Total"], "age": [31, 42, 53, 126]},
        says="looks like a total",
    ),
)

HEADERS = (
    text(
        "three lines of names and units",
        "Region,Sales,Sales,Cost\n,2023,2024,2024\n,EUR,EUR,USD\nNorth,1.5,2.5,3\nSouth,4,5,6\nWest,7,8,9\n",
        {
            "Region": ["North", "South", "West"],
            "Sales 2023": [1.5, 4, 7],
            "Sales 2024": [2.5, 5, 8],
            "Cost 2024": [3, 6, 9],
        },
        says="units",
    ),
    text(
        "two lines of names without holes",
        "length,width\nouter,inner\n1.5,2\n2.5,3\n3.5,4\n",
        {"length outer": [1.5, 2.5, 3.5], "width inner": [2, 3, 4]},
        says="joined",
    ),
    text(
        "a line of units without brackets",
        "time,speed,force\ns,m/s,N\n0,1.5,2\n1,2.5,3\n2,3.5,4\n",
        {"time": [0, 1, 2], "speed": [1.5, 2.5, 3.5], "force": [2, 3, 4]},
        says="units",
    ),
    text("the header twice", "name,age\n" + ROWS, PEOPLE, says="more than once"),
    chosen(
        "the header twice, and no text may be lost",
        "name,age\n" + ROWS,
        {"name name": ["Ann", "Bo", "Cy"], "age age": ["31", "42", "53"]},
        says="joined",
        all_text=True,
    ),
    text("the header again at the end", ROWS + "name,age\n", PEOPLE, rejects=1),
    text(
        "a name too few",
        "name,age\nAnn,31,Rome\nAnn,42,Oslo\n",
        {"name": ["Ann", "Ann"], "age": [31, 42], "column_3": ["Rome", "Oslo"]},
        says="2 names for 3 columns",
    ),
    text("a delimiter too many between the names", "name,,age\nAnn,31\nBo,42\nCy,53\n", PEOPLE),
    text(
        "codes under no header",
        "A-17,red\nB-3,blue\nC-22,green\nD-4,red\nE-1,blue\n",
        {"column_1": ["A-17", "B-3", "C-22", "D-4", "E-1"], "column_2": ["red", "blue", "green", "red", "blue"]},
    ),
    text(
        "words that may be names or values",
        "Alpha,Beta\nGamma,Delta\nEta,Theta\n",
        {"Alpha": ["Gamma", "Eta"], "Beta": ["Delta", "Theta"]},
        says="first line was taken for the header",
    ),
)

PAGE = "name,age\nAnn,31\nBo,42\nCy,53\n\ncity,n,code\nRome,1,x\nOslo,2,y\n"
CITIES = {"city": ["Rome", "Oslo"], "n": [1, 2], "code": ["x", "y"]}

SEVERAL = (
    text("two tables between empty lines", PAGE, PEOPLE, says="2 tables"),
    chosen("the second of two tables", PAGE, CITIES, table=2),
    chosen("the first of two tables", PAGE, PEOPLE, table=1),
    chosen("a third of two tables", PAGE, None, says="no table 3", table=3),
    text(
        "two tables with titles",
        "Table 1\nname,age\nAnn,31\nBo,42\nCy,53\n\nTable 2\ncity,n,code\nRome,1,x\nOslo,2,y\n",
        PEOPLE,
        says="lines 8 to 10",
    ),
    text(
        "a table below another without a gap",
        "name,age\n" + "Ann,31\n" * 9 + "city,n,code\n" + "Rome,1,x\n" * 5,
        {"name": ["Ann"] * 9, "age": [31] * 9},
        says="2 tables",
    ),
    text(
        "a small table above a large one",
        "k,v\na,1\nb,2\n\n" + "name,age,town\n" + "Ann,31,Rome\n" * 9,
        {"name": ["Ann"] * 9, "age": [31] * 9, "town": ["Rome"] * 9},
        says="Number 2 was read",
    ),
    text("one table with an empty line inside", "name,age\nAnn,31\n\nBo,42\nCy,53\n", PEOPLE),
)

CASES = (*DRAWN, *WRAPPED, *ABOVE, *BELOW, *HEADERS, *SEVERAL)
