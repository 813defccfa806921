"""Old encodings are told apart by the words they make."""

from __future__ import annotations

import pytest

from core.datasets.importing.formats import codepages

TEXTS = {
    "cp1252": "Zürich\nMálaga\nBesançon\nSão Paulo\nKøbenhavn\n",
    "cp1250": "Łódź\nKraków\nPoznań\nBrno\nPlzeň\nŽilina\n",
    "cp1251": "Москва\nКазань\nСанкт-Петербург\n",
    "cp866": "Москва\nКазань\nСанкт-Петербург\n",
    "iso8859_7": "Αθήνα\nΘεσσαλονίκη\nΠάτρα\n",
    "cp1255": "ירושלים\nחיפה\n",
    "shift_jis": "東京\n大阪\nサッポロ\nひろしま\n",
    "gb18030": "北京\n上海\n广州\n深圳\n",
    "big5": "臺北\n高雄\n臺中\n",
    "euc_kr": "서울\n부산\n대구\n",
}


@pytest.mark.parametrize("codec", TEXTS)
def test_an_encoding_is_known_by_its_words(codec: str) -> None:
    raw = TEXTS[codec].encode(codec)

    page, confidence = codepages.guess(raw)

    assert raw.decode(page.codec) == TEXTS[codec]
    assert 0.5 <= confidence <= 0.9
