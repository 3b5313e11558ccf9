"""The page of an explanation: alone, without scripts, and hostile text stays text."""

from datetime import date

from lxml import html as lxml_html

from dashboard.explain import Explanation, explain
from dashboard.explain.page import page
from dashboard.records.article import Article

HOSTILE = (
    "<script>alert(1)</script> Rebels attacked <img src=x onerror=alert(2)> a village near Idlib on Monday, "
    'a "local\u202eofficial" said.\n</style><style>*{display:none}</style>\x07\ud800 & more. '
    "Warplanes bombed a depot in Idlib on Sunday and killed three people."
)


def explained(text: str = HOSTILE, title: str | None = "</title><script>x</script>") -> Explanation:
    article = Article(
        article_id="a",
        text=text,
        title=title,
        url='javascript:alert("x")',
        publisher="<b>Ledger</b>",
        published_at=date(2022, 6, 22),
        language="en",
    )
    return explain(article, name='"><script>name</script>')


def test_hostile_text_stays_text() -> None:
    written = page([explained()])
    root = lxml_html.document_fromstring(written)
    assert root.xpath("//script|//img|//b[text()='Ledger']|//iframe|//link|//form") == []
    assert not [a for e in root.iter() for a in getattr(e, "attrib", {}) if a.startswith("on")]
    assert {h[:1] for h in root.xpath("//@href")} <= {"#"}
    assert len(root.xpath("//style")) == 1
    (prose,) = root.xpath("//div[@class='prose']")
    assert "<script>alert(1)</script>" in prose.text_content()
    assert not {"\u202e", "\x07", "\ud800"} & set(written)
    assert written.encode("utf-8")


def test_it_asks_for_nothing() -> None:
    written = page([explained()])
    root = lxml_html.document_fromstring(written)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert root.xpath("//@src") == []
    (style,) = root.xpath("//style/text()")
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme:dark" in style


def test_marks_lead_to_their_events() -> None:
    root = lxml_html.document_fromstring(page([explained()]))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = set(root.xpath("//mark//a/@href"))
    assert links
    assert links <= {f"#{ident}" for ident in ids}


def test_several_articles_stand_under_one_list() -> None:
    root = lxml_html.document_fromstring(page([explained(title="One"), explained("Nothing.", title="Two")]))
    assert [a.text for a in root.xpath("//nav//a")] == ["One", "Two"]
    assert root.xpath("//p[@class='empty']/text()") == [
        "No event is told. What was considered is listed below."
    ]
