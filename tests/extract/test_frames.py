"""Roles, subjects, speakers and events, one sentence a case (own wording; tests/extract/cases)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.extract import extract
from aftershock.extract.events import events
from aftershock.extract.language.sentences import Outline
from aftershock.extract.roles import roles
from aftershock.extract.roles.words import reader
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import Places
from aftershock.extract.scene.said import Said
from aftershock.extract.scene.speakers import statements
from aftershock.model import Facts, Mention
from aftershock.vocabulary import Vocabulary, load_vocabulary
from crawlers.article import BEIJING, Article

CASES = Path(__file__).parent / "cases"
PUBLISHED = datetime(2021, 8, 12, 9, tzinfo=BEIJING)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def read(text: str) -> Facts:
    return extract(
        Article("https://example.org/1", "test", text, published=PUBLISHED, precision="minute"), vocabulary()
    )


def cases(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", "", "", ""] for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", cases("roles.tsv"), ids=lambda case: f"{case[0][:24]} {case[1]}")
def test_a_figure_has_its_role_subject_and_speaker(case: list[str]) -> None:
    sentence, figure, role, subject, speaker = case[:5]
    at = sentence.index(figure)
    overlapping = [
        m
        for m in read(sentence).mentions
        if m.kind not in ("date", "person") and m.start < at + len(figure) and m.end > at
    ]
    assert overlapping, f"{figure} was not read"
    mention = overlapping[0]
    for wanted, found in ((role, mention.role), (subject, mention.subject), (speaker, mention.speaker)):
        if wanted:
            assert found == (None if wanted == "-" else wanted)


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("星穹战纪封禁公告（3月4日-3月10日）", "星穹战纪"),
        ("《荒野远征》外挂处罚名单公示", "荒野远征"),
        ("严打恶意营销，小红书清理违规账号3125个", "小红书"),
        ("网信办关于整治账号乱象的通报", None),
        ("本周封号公告", None),
    ],
    ids=["its own", "in title marks", "behind a comma", "an office", "nobody"],
)
def test_a_notice_that_names_nobody_is_of_whom_its_title_names(title: str, owner: str | None) -> None:
    text = "各位玩家：\n本周我们对64,852个违规账号进行了封禁，其中57,954个账号被永久封禁。"
    read = extract(Article("https://example.org/1", "test", text, title=title, published=PUBLISHED), vocabulary())
    assert [m.subject for m in read.mentions if m.role == "accounts banned"] == [owner, owner]


@pytest.mark.parametrize("case", cases("events.tsv"), ids=lambda case: case[0][:28])
def test_a_sentence_states_its_event(case: list[str]) -> None:
    sentence, wanted, certainty, negated = case[:4]
    found = read(sentence).events
    if wanted == "-":
        assert [event.type for event in found] == []
        return
    assert wanted in [event.type for event in found]
    event = next(event for event in found if event.type == wanted)
    assert event.certainty == (certainty or None)
    assert event.negated == bool(negated)
    assert sentence[event.start : event.end] == event.text


@pytest.mark.parametrize(
    ("sentence", "kind", "actor", "subject"),
    [
        ("关于晨海科技部分店铺被亚马逊暂停销售的公告", "封号", "亚马逊", "晨海科技"),
        ("截至8月2日，晨海科技涉嫌冻结资金300万元。", "冻结", None, "晨海科技"),
        ("亚马逊协会统计，超过2万个中国卖家被亚马逊封号。", "封号", "亚马逊", "中国卖家"),
        ("市场监管总局对亚马逊处以罚款3亿元。", "处罚", "市场监管总局", "亚马逊"),
    ],
)
def test_who_undergoes_what_platforms_do_is_no_actor(sentence: str, kind: str, actor: str | None, subject: str) -> None:
    event = next(event for event in read(sentence).events if event.type == kind)
    assert (event.actor, event.subject) == (actor, subject)


@pytest.mark.parametrize(
    ("sentence", "kind", "actor", "subject"),
    [
        ("2019年7月3日，云帆科技在港交所递交招股书。", "上市", "云帆科技", "云帆科技"),
        ("1月8日，云帆科技向杭州市中级人民法院起诉晨海科技。", "起诉", "云帆科技", "晨海科技"),
        ("澜图咖啡创始人李明写道：“我们要关掉12家门店。”", "关店", "澜图咖啡", "澜图咖啡"),
        ("云帆科技统计，前三季度餐饮业融资138起，金额105亿元。", "融资", None, None),
        ("云帆科技宣布裁员，涉及近千人；其业务将并入星海资本。", "裁员", "云帆科技", "云帆科技"),
        ("云帆科技、星海资本完成对晨海科技的全资收购。", "收购", "云帆科技", "晨海科技"),
        ("云帆科技8月2日与晨海科技签署合作协议。", "签约", "云帆科技", "晨海科技"),
        ("云帆科技天猫旗舰店已于7月底闭店。", "关店", "云帆科技", "云帆科技"),
        ("云帆科技公告，公司拟将所持有的子公司蓝鲸生物70%股权挂牌转让。", "出售", "云帆科技", "蓝鲸生物"),
        ("（记者 李泉）云帆科技裁员300人。", "裁员", "云帆科技", "云帆科技"),
        ("劳动部指出，8月2日又有一家电池厂裁员300人。", "裁员", None, None),
        ("云帆科技以3亿元收购星海资本所持有的蓝鲸生物60%股权。", "收购", "云帆科技", "蓝鲸生物"),
        ("7月2日，云帆科技与晨海科技签署战略合作协议。", "签约", "云帆科技", "晨海科技"),
        ("8月20日，云帆科技股价跌停，报收12.35元。", "股价", "云帆科技", "云帆科技"),
        ("目前，云帆科技正面临3项反垄断调查。", "调查", None, "云帆科技"),
        ("8月8日晚间，云帆科技在微博发布声明。", "声明", "云帆科技", None),
        ("云帆科技公告，董事长周远因个人原因辞职。", "离职", "周远", "云帆科技"),
        ("云帆科技7月停产。截至10月31日，累计欠薪312万元。", "欠款", "云帆科技", None),
        ("海岬商城收紧了规则。4月17日，晨海科技36个店铺被永久关闭。", "封号", "海岬商城", "晨海科技"),
    ],
)
def test_who_acts_and_who_is_acted_on(sentence: str, kind: str, actor: str | None, subject: str | None) -> None:
    event = next(event for event in read(sentence).events if event.type == kind)
    assert (event.actor, event.subject) == (actor, subject)


def test_who_is_asked_and_does_not_answer_is_not_who_was_named_before() -> None:
    [event] = [e for e in read("晨海科技封了3万家店铺。记者向协会求证，截至发稿未获回应。").events if e.type == "声明"]
    assert (event.actor, event.negated) == (None, True)


def test_a_platform_that_is_not_named_first_is_no_actor_of_what_stood_before() -> None:
    [event] = [one for one in read("晨海科技36个店铺被封。此后海岬商城未作回应。").events if one.type == "封号"]
    assert event.actor is None


def test_each_count_holds_for_the_day_named_right_before_it() -> None:
    text = "2021年1月1日，晨海科技在职员工为900人，目前已减至300人。截至2020年末，晨海科技存货3亿元。"
    held = {m.text: m.as_of and m.as_of.isoformat() for m in read(text).mentions if m.kind != "date"}
    assert held == {"900人": "2021-01-01", "300人": None, "3亿元": "2020-12-31"}


def test_one_run_of_amounts_is_read_in_time_that_grows_with_it() -> None:
    text = "3亿元、" * 8_000
    mentions = [Mention("money", at, at + 3, "3亿元") for at in range(0, len(text), 4)]
    outline = Outline(text)
    started = process_time()
    roles(outline, mentions, vocabulary().lexicon)
    assert process_time() - started < 2


WORDS = st.sampled_from(
    [
        *"，。；：“”《》？！\n被将的称、（）",
        *("新华股份", "公司", "其", "平台", "卖家", "店铺", "3家", "12亿元", "8月5日", "五成", "约", "李明"),
        *("封号", "冻结", "关闭", "收购", "拟", "表示", "公告称", "据", "显示", "如果", "未", "裁员", "向记者", "涉及"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_whatever_the_text_spans_are_exact_and_in_order(text: str) -> None:
    facts = read(text)
    assert all(text[m.start : m.end] == m.text for m in facts.mentions)
    assert all(text[e.start : e.end] == e.text for e in facts.events)
    assert [e.start for e in facts.events] == sorted(e.start for e in facts.events)
    for event in facts.events:
        assert all(event.start <= start and end <= event.end for start, end in event.figures)


@pytest.mark.parametrize("piece", ["“甲说，", "被封号", "表示", "关闭", "约", "“", "公司", "向记者", "据", "3家被封，"])
def test_long_runs_of_one_word_are_read_in_time_that_grows_with_them(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    outline = Outline(text)
    places = Places(text, ())
    lexicon = vocabulary().lexicon
    started = process_time()
    said = statements(outline, places, lexicon, "王李张")
    scene = Scene(outline, places, said, reader(lexicon), None, None, Said(said))
    events(scene, (), lexicon)
    assert process_time() - started < 2, "a run of 30,000 characters takes some hundredths of a second"


def test_a_trace_tells_the_word_that_gave_the_role() -> None:
    mention = next(m for m in read("晨海科技关闭了3家门店。").mentions if m.kind == "count")
    assert mention.trace is not None
    assert mention.trace.trigger == "关闭"


CORRECTED = (
    "青禾股份有限公司更正公告\n一、更正前\n子公司被冻结资金约为1.2亿元。\n二、更正后\n子公司被冻结资金为1.5亿元。\n"
)


@pytest.mark.parametrize(
    "text", [CORRECTED, CORRECTED.replace("一、更正前\n", "更正前：").replace("二、更正后\n", "更正后：")]
)
def test_what_a_correction_takes_back_did_not_happen(text: str) -> None:
    article = Article(url="", source="", text=text)
    frozen = [event for event in extract(article, load_vocabulary(None)).events if event.type == "冻结"]
    assert [text[event.start : event.end].count("1.5亿元") for event in frozen] == [1]
    assert not any("1.2亿元" in text[event.start : event.end] for event in frozen)


def test_a_cell_is_what_the_head_of_its_column_says_and_the_firm_s_whose_table_it_is() -> None:
    text = (
        "晨海科技股份有限公司（以下简称“公司”）更正如下：\n单位：万元\n年度\t营业收入\t净利润\t占比\n"
        "2019年\t32,000.5\t-1,200.3\t41.2%\n2020年\t41,000.5\t800.3\t5.1%\n"
    )
    figures = [m for m in read(text).mentions if m.kind == "money"]
    assert [m.role for m in figures] == ["revenue", "net profit"] * 2
    assert {m.subject for m in figures} == {"晨海科技股份有限公司"}


def test_a_filing_is_by_the_company_that_its_title_begins_with() -> None:
    text = "上述款项已全部收回。公司2021年实现营业收入3.2亿元，云帆电子有限公司为其客户。晨海科技股份有限公司董事会"
    article = Article("https://example.org/1", "test", text, published=PUBLISHED, precision="minute")
    own = replace(article, title="晨海科技股份有限公司关于前期差错更正的公告")
    (revenue,) = [m for m in extract(own, vocabulary()).mentions if m.kind == "money"]
    assert revenue.subject == "晨海科技股份有限公司"


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("瑞丰水务：部分银行账户被冻结", "瑞丰水务"),
        ("瑞丰股份关于银行账户被冻结的公告", "安徽瑞丰水务股份有限公司"),
        ("快讯：部分银行账户被冻结", None),
    ],
)
def test_a_brief_is_about_whom_its_title_begins_with(title: str, whose: str | None) -> None:
    named = "安徽瑞丰水务股份有限公司发布公告。\n" if whose and whose.startswith("安徽") else ""
    text = f"{named}公司近日获悉银行账户被冻结，被冻结金额为853万元。"
    article = Article("https://example.org/1", "test", text, title=title, published=PUBLISHED, precision="minute")
    (frozen,) = [m for m in extract(article, vocabulary()).mentions if m.kind == "money"]
    assert (frozen.role, frozen.subject) == ("frozen", whose)


def test_balances_in_a_list_of_frozen_accounts_are_frozen_and_each_of_whom_its_row_names() -> None:
    text = (
        "恒泰重工股份有限公司（以下简称“公司”）及子公司银行账户被冻结，情况如下：\n单位：元\n"
        "户名\t开户银行\t账户余额\n恒泰重工股份有限公司\t滨海支行\t58,417.79\n恒泰锻造\t临海支行\t86,760.45\n"
    )
    cells = [m for m in read(text).mentions if m.kind == "money"]
    assert [(m.role, m.subject) for m in cells] == [("frozen", "恒泰重工股份有限公司"), ("frozen", "恒泰锻造")]


def test_a_count_in_a_table_is_what_its_column_says() -> None:
    text = "各家关店如下：\n企业\t新开门店（家）\t关闭门店（家）\n惠民超市\t12\t45\n海澜餐饮\t3\t27\n"
    cells = [m for m in read(text).mentions if m.kind == "count"]
    assert [m.role for m in cells] == ["stores opened", "stores closed"] * 2
    assert [m.subject for m in cells] == ["惠民超市"] * 2 + ["海澜餐饮"] * 2


def test_what_a_whole_trade_lost_is_not_the_only_listed_firm_s() -> None:
    opening = "多名卖家反映，平台一周内批量关闭店铺。截至3月17日，被关闭的店铺已超过1200家，冻结资金合计逾8000万元。\n"
    more = "业内人士认为，此轮整顿可能持续到二季度末，没有合规的卖家最好早作打算，也要留足现金，谨慎备货。\n" * 4
    facts = read(
        f"{opening}{more}上市公司星徽股份公告称，2022年该渠道营收为1.2亿元。\n去年，类似的整顿关闭了约2000家店铺。"
    )
    found = {m.text: m.subject for m in facts.mentions if m.kind in ("count", "money")}
    assert found["1.2亿元"] == "星徽股份"
    assert [who for who in found.values() if who == "星徽股份"] == ["星徽股份"]
    short = read("星徽股份发布公告。截至3月17日，被关闭的店铺已超过200家。")
    assert [m.subject for m in short.mentions if m.kind == "count"] == ["星徽股份"]


def test_who_only_speaks_of_a_firm_does_not_do_what_it_does() -> None:
    [event] = [
        one
        for one in read("云帆教育CEO陈向南在全员会上表示，公司将关闭13个地方中心中的10个。").events
        if one.type == "关店"
    ]
    assert (event.actor, event.subject) == ("云帆教育", "云帆教育")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("7月14日，云帆股份表示，没有收购晨海科技的计划。", None),
        ("7月14日，云帆股份的3家门店关闭，截至发稿，云帆股份未就此回应。", None),
        ("7月14日，法院裁定受理云帆股份破产重整申请。", "2021-07-14"),
    ],
    ids=["denied", "not answered", "decided"],
)
def test_what_did_not_happen_has_not_the_day_on_which_that_was_said(sentence: str, day: str | None) -> None:
    event = read(sentence).events[-1]
    assert str(event.date or "") == (day or "")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("成立于2008年的云帆股份申请破产重整。", None),
        ("2009年成立的云帆股份宣布裁员300人。", None),
        ("云帆股份是一家成立于2008年的电商企业。", "2008-01-01"),
        ("成立于2015年的云帆股份去年7月裁员300人。", "2020-07-01"),
    ],
)
def test_when_somebody_was_founded_is_no_day_of_what_befell_it(sentence: str, day: str | None) -> None:
    assert str(read(sentence).events[-1].date or "") == (day or "")


def test_an_aim_with_a_figure_is_told_beside_the_accounts() -> None:
    found = read("云帆股份的目标是2023年开店500家，今年上半年营收12亿元，同比增长30%。").events
    assert [event.type for event in found] == ["目标", "财报"]


def test_a_loss_among_the_figures_of_accounts_is_one_of_them() -> None:
    [event] = read("云帆股份去年实现营收29.86亿元，同比减少79%，净利润方面则亏损11.9亿元。").events
    assert event.type == "财报"
    assert len(event.figures) == 3


def test_the_end_of_a_name_is_no_numeral() -> None:
    facts = read("云九九（09999.HK）发布公告称，将关闭两家门店。8月1日，云九九方面表示属实。")
    assert [m.text for m in facts.mentions if m.kind == "count"] == ["两家"]


def test_headings_that_are_names_say_whom_the_text_below_is_about() -> None:
    """Lists of those hit, each under its name; what a section begins by telling is its parent."""
    facts = read(
        "受波及的卖家名单如下。\n一、晨海科技\n被封情况：站点约340个，占其站点的30%\n二、云帆电子\n新华股份（600999）全资子公司，旗下三个品牌被暂停销售，"
        "涉及店铺267个。\n三、其他\n6月以来协会收到求助280多起，合计被扣资金超过20亿元。"
    )
    whose = {m.text: (m.role, m.subject) for m in facts.mentions if m.role and m.kind in ("count", "money")}
    assert whose["约340个"] == ("sites banned", "晨海科技")
    assert whose["267个"] == ("stores suspended", "云帆电子")
    assert whose["超过20亿元"] == ("frozen", None)
    assert [(r.type, r.parent, r.child) for r in facts.relations] == [("subsidiary", "新华股份", "云帆电子")]


def test_what_is_answered_in_a_dialogue_is_of_who_answers() -> None:
    """An elided subject in an answer is the firm of whom the text introduced with it."""
    facts = read(
        "我们采访了联合创始人赵凯，他所在的公司恒越电商去年营收超过8亿元。\n问：现在怎么样？\n赵凯：很难。原来有六十多个店铺，欧洲站封了7个。\n"
        "问：资金呢？\n赵凯：账户里被扣的大概是2300万美元。律师费每家先交5万美元。"
    )
    whose = {m.text: (m.role, m.subject, m.speaker) for m in facts.mentions if m.role}
    assert whose["六十多个"] == ("stores", "恒越电商", "赵凯")
    assert whose["7个"] == ("sites banned", "恒越电商", "赵凯")
    assert whose["2300万美元"] == ("frozen", "恒越电商", "赵凯")
    assert [n.name for n in facts.names if n.kind == "person"] == ["赵凯"]


def test_a_table_with_nothing_but_spaces_between_its_cells_is_read_by_its_last_head() -> None:
    facts = read(
        "云帆股份有限公司（以下简称“公司”）账户冻结情况如下：\n开户银行 账户性质 账号 冻结金额（元）\n"
        "中国银行苏州支行 基本户 ****3321 1,235,778.90\n工商银行苏州支行 一般户 ****0087 38.00\n"
        "合计 1,235,816.90\n公司将积极应诉。"
    )
    assert [(m.value, m.unit, m.role) for m in facts.mentions if m.kind == "money"] == [
        (Decimal("1235778.90"), "CNY", "frozen"),
        (Decimal("38.00"), "CNY", "frozen"),
        (Decimal("1235816.90"), "CNY", "frozen"),
    ]


def test_a_word_in_a_firm_s_name_says_nothing_of_the_cells_of_its_row() -> None:
    text = (
        "云帆电子部分银行账户被冻结：\n账户名称\t开户行\t冻结金额（元）\n"
        "宁波明晖投资有限公司\t东海银行北仑支行\t88,210.03\n宁波远航销售有限公司\t南江银行\t1,210.03"
    )
    cells = [m for m in read(text).mentions if m.kind == "money"]
    assert [(m.role, m.subject) for m in cells] == [
        ("frozen", "宁波明晖投资有限公司"),
        ("frozen", "宁波远航销售有限公司"),
    ]


def test_a_balance_is_frozen_though_the_table_says_what_was_applied_for() -> None:
    text = (
        "云帆电子新增银行账户被冻结，情况如下：\n被冻结单位\t开户行\t账户余额（元）\t申请冻结金额（元）\n"
        "云帆电子\t东海银行\t3,244.55\t50,353,400.00"
    )
    cells = [m for m in read(text).mentions if m.kind == "money"]
    assert [m.role for m in cells] == ["frozen", "preservation requested"]


def test_what_investors_are_answered_is_told_of_the_firm_that_they_ask() -> None:
    said = read(
        "9月14日，星麓股份有限公司（以下简称“星麓股份”）在互动平台回复投资者提问。\n"
        "问：同行云栈科技说封了200多个独立站，贵公司有没有类似情况？\n"
        "答：您好，公司2022年上半年主动关停独立站132个。"
    )
    assert [m.subject for m in said.mentions if m.text == "132个"] == ["星麓股份"]
