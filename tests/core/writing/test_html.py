from __future__ import annotations

from core.writing import html

HOSTILE = "<script>alert('x')</script> & \"y\""


def test_text_is_escaped_wherever_it_enters() -> None:
    page = html.page(HOSTILE, HOSTILE, html.element("p", HOSTILE, title=HOSTILE), html.table([HOSTILE], [[HOSTILE]]))

    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;y&quot;") == 7


def test_markup_made_here_is_kept() -> None:
    assert html.element("p", html.element("b", "1 < 2"), " so") == "<p><b>1 &lt; 2</b> so</p>"


def test_an_attribute_may_have_the_name_of_a_word_of_python_or_a_hyphen() -> None:
    assert html.element("td", "x", class_="wide", aria_label="a") == '<td class="wide" aria-label="a">x</td>'


def test_a_table_has_a_line_of_headings_and_one_per_row() -> None:
    made = html.table(("a", "b"), [("1", "2"), ("3", "4")])

    assert made.count("<tr>") == 3
    assert '<th scope="col">b</th>' in made
