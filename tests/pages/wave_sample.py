"""A small knowledge base in memory, built from sentences with their facts marked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from aftershock.ids import document_id, version_id
from aftershock.model import (
    Claim,
    Document,
    Event,
    Evidence,
    Facts,
    Failure,
    Mention,
    Name,
    Question,
    Rank,
    Relation,
    Version,
)
from crawlers.article import BEIJING, Article


@dataclass
class Sample:
    """Satisfies the site's Reader. Add documents, then state things about their sentences."""

    _documents: dict[str, Document] = field(default_factory=dict)
    _versions: dict[str, list[Version]] = field(default_factory=dict)
    _facts: dict[tuple[str, str], list[Mention]] = field(default_factory=dict)
    _names: list[Name] = field(default_factory=list)
    _relations: list[Relation] = field(default_factory=list)
    _events: list[Event] = field(default_factory=list)
    _questions: dict[tuple[str, str, str | None], Question] = field(default_factory=dict)
    _failures: list[Failure] = field(default_factory=list)

    def documents(self) -> Iterable[Document]:
        return sorted(
            self._documents.values(), key=lambda d: (d.latest.article.published or d.latest.seen, d.id), reverse=True
        )

    def states(self, document: str, /) -> tuple[tuple[datetime, Version], ...]:
        return tuple((version.seen, version) for version in self._versions[document])

    def facts(self, version: Version, /) -> Facts:
        return Facts(mentions=tuple(sorted(self._facts.get((version.document, version.id), ()), key=lambda m: m.start)))

    def names(self) -> tuple[Name, ...]:
        return tuple(self._names)

    def relations(self) -> tuple[Relation, ...]:
        return tuple(self._relations)

    def events(self) -> tuple[Event, ...]:
        return tuple(self._events)

    def questions(self) -> tuple[Question, ...]:
        return tuple(sorted(self._questions.values(), key=lambda q: (not q.conflict, q.subject, q.role)))

    def failures(self) -> tuple[Failure, ...]:
        return tuple(self._failures)

    def sources(self) -> tuple[Any, ...]:
        seen = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
        return tuple(
            SimpleNamespace(
                name=name,
                documents=n,
                captures=n + 1,
                failures=0,
                first_fetched=seen,
                last_fetched=seen,
                last_success=seen,
            )
            for name in sorted({d.source for d in self._documents.values()})
            for n in [sum(d.source == name for d in self._documents.values())]
        )

    # --- saying things ---

    def add(
        self, title: str, text: str, *, day: str | None, publisher: str, source: str = "nbd", url: str = "", **more: Any
    ) -> str:
        """A document, or a further version of one with the same URL; its id."""
        url = url or f"https://news.example/{sha256(title.encode()).hexdigest()[:8]}"
        key = document_id(url)
        published = datetime.fromisoformat(day).replace(tzinfo=BEIJING) if day else None
        article = Article(
            url=url, source=source, text=text, title=title, publisher=publisher, published=published,
            precision="minute" if published else None, **more,
        )  # fmt: skip
        states = self._versions.setdefault(key, [])
        seen = datetime(2026, 1, 5 + len(states), 3, 0, tzinfo=UTC)
        states.append(Version(version_id(text), key, len(states) + 1, seen, article))
        self._documents[key] = Document(key, url, source, states[-1], len(states))
        return key

    def evidence(self, document: str, words: str, version: int = -1) -> Evidence:
        """The sentence of a document that holds some words."""
        state = self._versions[document][version]
        text = state.article.text
        at = text.index(words)
        start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
        end = text.find("。", at) + 1 or len(text)
        return Evidence(document, state.id, start, end, text[start:end])

    def name(self, key: str, name: str, kind: Any = "company", **more: Any) -> str:
        """A name, found in every document that holds it."""
        found = tuple(d.id for d in self.documents() if name in d.latest.article.text)
        self._names.append(Name(key, name, kind, documents=found, **more))
        return key

    def relate(self, kind: str, parent: str, child: str) -> None:
        self._relations.append(Relation(kind, parent, child))

    def happened(
        self, kind: str, document: str, words: str, *, names: tuple[str, ...] = (), day: str | None = None, **more: Any
    ) -> None:
        """An event whose sentence holds some words; figures of that sentence go with it."""
        proof = self.evidence(document, words)
        figures = tuple(
            m.start for m in self._facts.get((document, proof.version), ()) if proof.start <= m.start < proof.end
        )
        self._events.append(
            Event(
                id=sha256(f"{kind}{document}{proof.start}{names}".encode()).hexdigest()[:16],
                type=kind,
                date=date.fromisoformat(day) if day else None,
                published=self._documents[document].latest.article.published,
                actor=more.get("actor"),
                subject=more.get("subject"),
                names=names,
                certainty=more.get("certainty"),
                negated=more.get("negated", False),
                speaker=more.get("speaker"),
                figures=figures,
                evidence=proof,
            )
        )

    def says(
        self, document: str, figure: str, value: str | None, role: str, subject: str, *, name: str | None = None,
        unit: str | None = "CNY", rank: Rank = "press", kind: Any = "money", version: int = -1, **more: Any,
    ) -> str:  # fmt: skip
        """A figure as a claim on the question of its subject, role and day; the claim's id."""
        proof = self.evidence(document, figure, version)
        start = self._versions[document][version].article.text.index(figure)
        number = Decimal(value) if value else None
        as_of = date.fromisoformat(more["as_of"]) if "as_of" in more else None
        self._facts.setdefault((document, proof.version), []).append(
            Mention(
                kind, start, start + len(figure), figure, number, more.get("low"), more.get("high"), unit,
                more.get("comparison", "="), role, subject, more.get("speaker"), as_of=as_of,
            )
        )  # fmt: skip
        key = (subject, role, more.get("as_of"))
        question = sha256(repr(key).encode()).hexdigest()[:16]
        claim = Claim(
            id=sha256(f"{document}{proof.quote}{figure}".encode()).hexdigest()[:16], question=question, value=number,
            low=more.get("low"), high=more.get("high"), comparison=more.get("comparison", "="), text=figure,
            speaker=more.get("speaker"), rank=rank, published=self._documents[document].latest.article.published,
            superseded=more.get("superseded"), start=start, evidence=proof, certainty=more.get("certainty"),
        )  # fmt: skip
        before = self._questions[key].claims if key in self._questions else ()
        claims = (*before, claim)
        values = [c.value for c in claims if c.value is not None and c.superseded is None and c.certainty is None]
        self._questions[key] = Question(
            question, subject, name, role, unit, as_of, claims, min(values, default=None), max(values, default=None),
            len(set(values)) > 1,
        )  # fmt: skip
        return claim.id

    def fails(self, url: str, reason: str, detail: str = "") -> None:
        self._failures.append(Failure("c1", url, "nbd", None, reason, detail, datetime(2026, 1, 5, tzinfo=UTC)))


def wave() -> Sample:
    """A wave of a few months with a parent and its subsidiary, a dispute, a correction and a changed document."""
    s = Sample()
    first = s.add(
        "华南跨境大卖店铺遭停，资金被平台留存",
        "4月30日，平台停用了南屿科技旗下的12个店铺。公司称，被冻结的资金约为900万元。\n业内认为，此次整顿的力度超过以往。",
        day="2021-05-02T09:30", publisher="海角财经", original_publisher="湾区经济报",
    )  # fmt: skip
    filing = s.add(
        "南屿科技：关于子公司店铺被暂停的公告",
        "截至7月5日，子公司栈桥网络有54家店铺被暂停销售，涉嫌冻结资金4143万元。\n公司正与平台沟通。预计全年净利润将受影响。",
        day="2021-07-06T18:00", publisher="巨海资讯", source="cninfo",
    )  # fmt: skip
    report = s.add(
        "栈桥网络资金冻结数额生疑",
        "知情人士透露，栈桥网络被冻结的资金实为6200万元。协会统计，约有5万家卖家受到波及。\n协会会长说，行业损失超过1000亿元。",
        day="2021-08-12T23:05", publisher="每日商闻",
    )  # fmt: skip
    corrected = s.add(
        "更正：店铺数目",
        "有关方面更正，青禾出海被关闭的站点为340个。",
        day="2021-08-20T10:00",
        publisher="海角财经",
        source="sina",
    )
    changed = "https://news.example/changed"
    s.add(
        "青禾出海回应",
        "青禾出海表示，受影响站点为280个。公司经营正常。",
        day="2021-08-18T08:00",
        publisher="海角财经",
        url=changed,
    )
    s.says(document_id(changed), "280个", "280", "sites suspended", "青禾出海", name="qinghe", unit="sites",
           kind="count", superseded="removed in version 2", speaker="青禾出海", rank="company")  # fmt: skip
    s.add(
        "青禾出海回应",
        "青禾出海表示，受影响站点为340个。公司经营基本正常。",
        day="2021-08-18T08:00",
        publisher="海角财经",
        url=changed,
    )
    undated = s.add("无日期的短讯", "有消息称，平台还将处理一批账号。", day=None, publisher="某论坛", source="ofweek")
    s.name(
        "300999",
        "南屿科技",
        "listed company",
        code="300999",
        full="南屿科技股份有限公司",
        former=("南屿实业",),
        aliases=("南屿",),
    )
    s.name("zhanqiao", "栈桥网络", "seller", evidence=(s.evidence(filing, "栈桥网络"),))
    s.name("qinghe", "青禾出海", "seller")
    s.name("platform", "平台", "platform")
    s.relate("subsidiary", "300999", "zhanqiao")
    s.says(
        first, "900万元", "9000000", "frozen", "南屿科技", name="300999", comparison="~", speaker="公司", rank="company"
    )
    s.says(first, "12个店铺", "12", "stores suspended", "南屿科技", name="300999", unit="stores", kind="count")
    s.says(filing, "4143万元", "41430000", "frozen", "栈桥网络", name="zhanqiao", as_of="2021-07-05", rank="filing")
    s.says(
        filing,
        "54家",
        "54",
        "stores suspended",
        "栈桥网络",
        name="zhanqiao",
        unit="stores",
        kind="count",
        as_of="2021-07-05",
        rank="filing",
    )
    s.says(
        report,
        "6200万元",
        "62000000",
        "frozen",
        "栈桥网络",
        name="zhanqiao",
        as_of="2021-07-05",
        rank="anonymous",
        speaker="知情人士",
    )
    s.says(
        report,
        "约有5万家",
        "50000",
        "sellers hit",
        "卖家",
        unit="sellers",
        kind="count",
        comparison="~",
        speaker="协会",
    )
    s.says(report, "超过1000亿元", "100000000000", "loss", "行业", comparison=">", speaker="协会会长", rank="person")
    s.says(corrected, "340个", "340", "sites closed", "青禾出海", name="qinghe", unit="sites", kind="count")
    s.says(
        document_id(changed),
        "340个",
        "340",
        "sites suspended",
        "青禾出海",
        name="qinghe",
        unit="sites",
        kind="count",
        speaker="青禾出海",
        rank="company",
    )
    s.happened("封号", first, "停用了", names=("300999",), day="2021-04-30", actor="平台")
    s.happened("冻结", filing, "4143万元", names=("zhanqiao",), day="2021-07-05")
    s.happened("业绩下滑", filing, "净利润", names=("300999",), certainty="expected")
    s.happened("冻结", report, "6200万元", names=("zhanqiao",), day="2021-07-05", speaker="知情人士")
    s.happened("影响", report, "5万家", subject="卖家", speaker="协会")
    s.happened("声明", document_id(changed), "受影响站点", names=("qinghe",), day="2021-08-18")
    s.happened("传言", undated, "有消息称", certainty="rumour")
    s.fails("https://news.example/broken", "empty", "the page has no text")
    return s
