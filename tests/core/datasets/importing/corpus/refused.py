"""Texts that look a little like tables and are none."""

from __future__ import annotations

from tests.core.datasets.importing.corpus.case import text

PROSE = """It was the best of times, it was the worst of times.
It was the age of wisdom, it was the age of foolishness.
It was the epoch of belief, it was the epoch of incredulity.
It was the season of Light, it was the season of Darkness.
It was the spring of hope, it was the winter of despair.
We had everything before us, we had nothing before us.
We were all going direct to Heaven, we were all going the other way.
"""
CODE = "source of a program"

CASES = (
    text(
        "an SQL dump",
        "-- dump\nCREATE TABLE t (id int, name text);\nINSERT INTO t VALUES (1,'Ann'),(2,'Bo');\n"
        "INSERT INTO t VALUES (3,'Cy'),(4,'Di');\n",
        None,
        says="SQL dump",
    ),
    text(
        "an SQL dump of rows only",
        "INSERT INTO t VALUES (1,'Ann');\nINSERT INTO t VALUES (2,'Bo');\n",
        None,
        says="SQL",
    ),
    text("PostgreSQL's dump", "--\nSET x = 0;\nCOPY public.t (a, b) FROM stdin;\n1\tx\n2\ty\n\\.\n", None, says="SQL"),
    text("contacts", "BEGIN:VCARD\nVERSION:3.0\nN:Doe;John\nEND:VCARD\n", None, says="vCard"),
    text("a calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", None, says="calendar"),
    text("a directory", "dn: cn=Ann\ncn: Ann\nmail: a@b.c\n\ndn: cn=Bo\ncn: Bo\n", None, says="LDIF"),
    text("settings with sections", "[main]\na = 1\nb = 2\n[other]\nc = 3\n", None, says="settings"),
    text("settings with remarks", "; made by hand\n\n[main]\na=1\nb=2\nc=3\n", None, says="settings"),
    text("YAML", "name: x\nitems:\n  - a\n  - b\nother: 1\n", None, says="YAML"),
    text("YAML with a mark", "---\nname: x\nage: 3\ntown: y\n", None, says="YAML"),
    text("Python", "import os\n\ndef f(x):\n    return x + 1\n\nprint(f(2))\n", None, says=CODE),
    text("JavaScript", "const a = 1;\nfunction f(x) {\n  return x + a;\n}\nf(2);\n", None, says=CODE),
    text("C", '#include <stdio.h>\n\nint main(void) {\n  printf("x");\n  return 0;\n}\n', None, says=CODE),
    text("R", "library(dplyr)\nx <- c(1, 2, 3)\ny <- x + 1\nprint(y)\n", None, says=CODE),
    text("a shell script", "#!/bin/sh\necho a,b,c\necho 1,2,3\n", None, says="script"),
    text("a change to a program", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a,b\n+a,c\n", None, says="diff"),
    text(
        "an e-mail",
        "From: a@b.c\nTo: d@e.f\nSubject: Hi\nDate: Mon, 1 Jan 2024\n\nDear, all, good\n",
        None,
        says="e-mail",
    ),
    text(
        "LaTeX",
        "\\documentclass{article}\n\\begin{document}\na & b \\\\\n1 & 2 \\\\\n\\end{document}\n",
        None,
        says="LaTeX",
    ),
    text("prose with a comma in every line", PROSE, None, says="prose"),
    text(
        "prose that goes on from line to line",
        "It was the best of times, it was the worst of times,\nit was the age of wisdom, and it was the age of\n"
        "foolishness. It was the season of Light.\nWe had everything before us, all of us.\n"
        "We were going direct to Heaven, in short,\nthe period was like the present period.\n",
        None,
        says="prose",
    ),
    text("subtitles", "1\n00:00:01,000 --> 00:00:02,000\nHello, you\n", None, says="subtitles"),
    text("a Makefile", "all: build\n\tgcc -o x x.c\n\nclean:\n\trm x\n", None, says="Makefile"),
    text("a style sheet in one line each", "body { color: red; }\n.a { margin: 0; }\n", None, says="style"),
    text("Weka's own format", "@relation w\n@attribute t numeric\n@data\n85\n80\n", None, says="ARFF"),
    text("TOML", 'title = "x"\n\n[owner]\nname = "Ann"\n', None, says="TOML"),
    text("JSON that is one text", '"hello"', None, says="single value"),
    text("only delimiters", ",,,\n,,,\n", None, says="no data"),
    text("XML without a declaration", "<root><row a='1'/><row a='2'/></root>\n", None, says="XML"),
    text("a key", "-----BEGIN CERTIFICATE-----\nMIIB\nAAAA\n-----END CERTIFICATE-----\n", None, says="key"),
    text("only spaces", "   \n  \n\n", None, says="no data"),
)
