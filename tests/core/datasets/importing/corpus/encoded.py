"""Texts in the encodings of the world, without a mark that names them."""

from __future__ import annotations

from tests.core.datasets.importing.corpus.case import Case, text

WORDS = (
    ("cp1252", "French", "nom,ville,n\nRené,Besançon,1\nZoë,Orléans,2\nHélène,Nîmes,3\nFrançois,Évry,4\n"),
    ("latin-1", "German", "name,ort,n\nJürgen,Köln,1\nBjörn,Münster,2\nGroß,Düsseldorf,3\n"),
    ("latin-1", "Spanish", "nombre,año,n\nPeña,2020,1\nNúñez,2021,2\n"),
    ("latin-1", "Portuguese", "nome,cidade,n\nJoão,São Paulo,1\nAndré,Brasília,2\n"),
    ("latin-1", "Swedish", "namn,ort,n\nÅsa,Malmö,1\nBjörn,Västerås,2\nÖrjan,Örebro,3\n"),
    ("cp1252", "Danish", "navn,by,n\nSøren,København,1\nÆgir,Århus,2\n"),
    ("cp1252", "English with curly quotes", "name,note,n\nAnn,“quoted” – it’s,1\nBo,plain…,2\n"),
    ("cp1252", "a single accent", "name,n,m\nAnn,1,a\nBo,2,b\nJosé,3,c\nCy,4,d\n"),
    ("latin-1", "degrees", "sensor,temp,n\nA,21.5°C,1\nB,19.0°C,2\n"),
    ("cp1252", "pounds", "item,price,n\nA,5 £ each,1\nB,7 £ each,2\n"),
    ("iso8859-15", "euros", "name,preis,n\nJürgen,5 € x,1\nBjörn,7 € y,2\n"),
    ("cp850", "DOS German", "name,ort,n\nJürgen,Köln,1\nBjörn,Münster,2\nGroß,Düsseldorf,3\n"),
    ("mac_roman", "Mac French", "nom,ville,n\nRené,Besançon,1\nZoë,Orléans,2\nHélène,Nîmes,3\n"),
    ("cp1250", "Polish", "imię,miasto,n\nŁukasz,Łódź,1\nKrzyś,Gdańsk,2\nŻaneta,Kraków,3\n"),
    ("iso8859-2", "ISO Polish", "imię,miasto,n\nŁukasz,Łódź,1\nKrzyś,Gdańsk,2\nŻaneta,Kraków,3\n"),
    ("cp1250", "Czech", "jméno,město,n\nJiří,Plzeň,1\nŠárka,Třebíč,2\nŽofie,Děčín,3\n"),
    ("cp1250", "Hungarian", "név,város,n\nGyörgy,Győr,1\nErzsébet,Székesfehérvár,2\nÖdön,Hódmezővásárhely,3\n"),
    ("cp1257", "Latvian", "vārds,pilsēta,n\nJānis,Rīga,1\nLīga,Jēkabpils,2\nĢirts,Kuldīga,3\n"),
    ("cp1251", "Russian", "имя,город,n\nИван,Москва,1\nОльга,Казань,2\nПётр,Пермь,3\n"),
    ("koi8_r", "KOI8 Russian", "имя,город,n\nИван,Москва,1\nОльга,Казань,2\nПётр,Пермь,3\n"),
    ("cp866", "DOS Russian", "имя,город,n\nИван,Москва,1\nОльга,Казань,2\nПётр,Пермь,3\n"),
    ("iso8859-5", "ISO Russian", "имя,город,n\nИван,Москва,1\nОльга,Казань,2\nПётр,Пермь,3\n"),
    ("cp1251", "Ukrainian", "ім'я,місто,n\nІван,Київ,1\nОльга,Чернігів,2\nЇжак,Львів,3\n"),
    ("koi8_u", "KOI8 Ukrainian", "ім'я,місто,n\nІван,Київ,1\nОльга,Чернігів,2\nЇжак,Львів,3\n"),
    ("cp1253", "Greek", "όνομα,πόλη,n\nΓιώργος,Αθήνα,1\nΕλένη,Θεσσαλονίκη,2\nΆννα,Πάτρα,3\n"),
    ("iso8859-7", "ISO Greek", "όνομα,πόλη,n\nΓιώργος,Αθήνα,1\nΕλένη,Θεσσαλονίκη,2\nΆννα,Πάτρα,3\n"),
    ("cp1254", "Turkish", "ad,şehir,n\nAyşe,İstanbul,1\nÇağrı,Muğla,2\nIşık,Ağrı,3\n"),
    ("cp1255", "Hebrew", "שם,עיר,n\nדנה,חיפה,1\nיוסי,ירושלים,2\n"),
    ("cp1256", "Arabic", "الاسم,المدينة,n\nمحمد,القاهرة,1\nفاطمة,بيروت,2\n"),
    ("cp874", "Thai", "ชื่อ,เมือง,n\nสมชาย,กรุงเทพ,1\nสุดา,เชียงใหม่,2\n"),
    ("shift_jis", "Japanese", "名前,都市,n\n田中,東京,1\n鈴木,大阪,2\nサトウ,札幌,3\n"),
    ("cp932", "Windows Japanese", "名前,都市,n\n田中①,東京,1\n髙橋,大阪,2\nサトウ,札幌,3\n"),
    ("euc_jp", "EUC Japanese", "名前,都市,n\n田中,東京,1\n鈴木,大阪,2\nサトウ,札幌,3\n"),
    ("iso2022_jp", "Japanese in seven bits", "名前,都市,n\n田中,東京,1\n鈴木,大阪,2\n"),
    ("gb18030", "Chinese", "姓名,城市,n\n王伟,北京,1\n李娜,上海,2\n张敏,广州,3\n"),
    ("big5", "Chinese of Taiwan", "姓名,城市,n\n陳怡君,臺北,1\n林志明,高雄,2\n王淑芬,臺中,3\n"),
    ("euc_kr", "Korean", "이름,도시,n\n김민준,서울,1\n이서연,부산,2\n박지훈,대구,3\n"),
    ("utf-16-le", "Japanese in UTF-16", "名前,都市,n\n田中,東京,1\n鈴木,大阪,2\n"),
    ("utf-16-be", "French in UTF-16", "nom,ville,n\nRené,Besançon,1\n"),
    ("utf-32-le", "UTF-32, little end first", "a,b,n\né,ü,1\nx,y,2\n"),
    ("utf-32-be", "UTF-32, big end first", "a,b,n\né,ü,1\nx,y,2\n"),
    ("utf-8", "words from right to left", "שם,עיר,n\nדנה,חיפה,1\nיוסי,ירושלים,2\n"),
)


def table(content: str) -> dict[str, list[object]]:
    names, *rows = [line.split(",") for line in content.splitlines()]
    columns = list(zip(*rows, strict=True))
    return {
        name: [int(cell) if cell.isdigit() else cell for cell in cells]
        for name, cells in zip(names, columns, strict=True)
    }


MARKS = (
    Case("a mark in the middle", "a,b\n1,2\n\ufeff3,4\n".encode(), {"a": [1, 3], "b": [2, 4]}, says="byte order mark"),
    Case(
        "two files with their marks, one after the other",
        "\ufeffa,b\n1,2\n\ufeffa,b\n3,4\n".encode(),
        {"a": [1, 3], "b": [2, 4]},
        says="byte order mark",
        rejects=1,
    ),
    text("an invisible space before a name", "\u200bname,n\nAnn,1\nBo,2\n", {"name": ["Ann", "Bo"], "n": [1, 2]}),
    text("a line separator of Unicode in a cell", "a,b\n1,x\u2028y\n2,z\n", {"a": [1, 2], "b": ["x\u2028y", "z"]}),
    text("a next-line control in a cell", "a,b\n1,x\x85y\n2,z\n", {"a": [1, 2], "b": ["x\x85y", "z"]}),
    text("a form feed in a cell", "a,b\n1,x\x0cy\n2,z\n", {"a": [1, 2], "b": ["x\x0cy", "z"]}),
    text(
        "no-break spaces for thousands",
        "name,n\nAnn,1\u00a0234\nBo,2\u00a0345\n",
        {"name": ["Ann", "Bo"], "n": [1234, 2345]},
    ),
)

CASES = (
    *(text(f"{label} as {codec}", content, table(content), codec=codec) for codec, label, content in WORDS),
    *MARKS,
)
