"""Whether a numeral with its unit is a figure, and not a date, a name, a code or a word that looks like one."""

from __future__ import annotations

import re

from aftershock.extract.figures import counts, degrees
from aftershock.extract.figures.units import Unit
from aftershock.extract.language.numerals import Numeral

_CHINESE_NEXT = re.compile("[\u4e00-\u9fff“]")
_SHORT_YEAR = re.compile("[一二三四五六七八九〇零]{2}|0[0-9]")
_DATED = re.compile("(?<![0-9.])(?:[0-9]{2}){1,2}/$")
_CLOCK = re.compile("[0-9][:：]$")
_NAMED = re.compile("[\u4e00-\u9fff](?<![币为计额款金付收约价费资值共])[壹贰叁肆伍陆柒捌玖]")
_PAGE_OF = re.compile("第[ \u00a0]?[0-9]{1,4}[ \u00a0]?页[，,/／ \u00a0]*共[ \u00a0]?$")
_SO_MANY = ("关店", "关闭", "关停", "关了", "闭店", "新开", "裁员", "裁撤", "封禁")
"""Right before a magnitude alone that tells how many: 又关店|百家."""
_WHOLE = frozenset("国省市城县家名位大首地处座条")
_PRICED = re.compile("价|售|仅|低至|只要|套餐")
_FLOOR_BEFORE = re.compile("(?:位于|在|住|至|到|上|[楼厦座栋])$")


def believable(text: str, number: Numeral, unit: Unit, start: int, names: tuple[str, ...]) -> bool:
    """Whether a figure may begin at `start`. `names` hold those that look like counts and are none (三只松鼠)."""
    told = number.alone and (
        degrees.before(text, start) or degrees.after(text, unit.end) or text.endswith(_SO_MANY, 0, start)
    )
    if number.alone and not (told or (unit.kind == "money" and number.end - number.start > 1)):
        return False
    if unit.kind == "money":
        return _believable_money(text, number, unit, start)
    if unit.kind == "percentage":
        return not (unit.rule == "percentage/tenths" and text[max(0, start - 1) : start] in ("第", "、第"))
    lead, is_ordinal = counts.ordinal(text, start)
    if is_ordinal and not counts.wanted_ordinal(text, lead, unit.end, unit.word):
        return False
    if unit.word in ("条", "款", "项") and number.grouped and text[max(0, start - 1) : start] in ("》", "第"):
        return False  # 《股票上市规则》13.3条
    if counts.pointed_at(text, start, unit.word) and number.high < 10:
        return False
    if counts.after_letter(text, start) or counts.idiom(text, number.start, unit.end, names):
        return False
    if text[start - 1 : start] in (":", "：") and _CLOCK.search(text[max(0, start - 2) : start]):
        return False  # 20:00起
    if number.magnitude == 1 and unit.word in _WHOLE and number.low != number.low.to_integral_value():
        return False  # 2.3国 is a heading and its number
    if unit.duration:
        return _believable_duration(text, number, unit, start)
    if _names_one(text, number, unit, start):
        return False
    if unit.word == "分之一":
        return False  # 五万分之一: one of many, and not how many.
    if unit.word == "点":
        moved = any(c in text[max(0, start - 6) : start] for c in "涨跌报升降收破调开")
        return number.grouped or (number.low >= 100 and not number.chinese) or (moved and not number.chinese)
    if unit.word == "人" and text.startswith("均", unit.end):
        return number.high < 1000  # 两人均否认, but 2020人均收入
    if unit.word == "起":  # 3起事故, but 售价499起
        ends = _CHINESE_NEXT.match(text, unit.end) is None
        return not (ends and _PRICED.search(text[max(0, start - 12) : start]))
    if unit.word == "大":
        return 2 <= number.high < 10 and _CHINESE_NEXT.match(text, unit.end) is not None
    if unit.word == "层":
        return _FLOOR_BEFORE.search(text[max(0, start - 2) : start]) is None
    if unit.word == "页":
        return _PAGE_OF.search(text[max(0, start - 10) : start]) is None
    if unit.word == "平":
        return not number.chinese and number.low >= 10  # 3胜5平16负 are games
    if unit.word == "名" and number.high < 100 and text.startswith("的", unit.end):
        return False  # 前20名的车型, but 4000名的义工
    if unit.word == "字":
        return number.high >= 100
    if unit.word in ("手", "店", "部", "对", "类", "间", "组", "步", "升") and number.chinese and number.high < 10:
        return unit.word in ("类", "间", "组") and number.low > 1
    return True


def _believable_money(text: str, number: Numeral, unit: Unit, start: int) -> bool:
    if number.chinese and unit.word == "元" and _NAMED.fullmatch(text, max(0, number.start - 1), number.end):
        return text.startswith("整", unit.end)  # 叶伍元 is a name
    before = text[max(0, start - 1) : start]
    if before == "/" and number.magnitude == 1 and not number.grouped:
        if _DATED.search(text[max(0, start - 6) : start]):
            return False  # 2023/12 港元 heads a column
        if number.low < 100 and _FRACTION.search(text[max(0, start - 4) : start]):
            return False  # 605-3/4美元 is how grain is quoted
    if not number.alone:
        return True
    if _CORNER.fullmatch(_cell(text, start, unit.end)):
        return False  # 人民币百万元 heads a table
    return before not in ("（", "(", "：", ":")


def _cell(text: str, start: int, end: int) -> str:
    """A figure with the characters around it where it fills a cell of a table."""
    return text[max(0, start - 1) : start] + text[end : end + 1]


_FRACTION = re.compile("(?<![/0-9])[0-9]{1,2}/$")
_CORNER = re.compile("\n?\t|\t\t|\t\n?")


def _names_one(text: str, number: Numeral, unit: Unit, start: int) -> bool:
    """Whether what looks like a count says which one: 2021款 is a model, 九届五次 a session, 陆家 a name."""
    if unit.word in ("栋", "幢") and text[start - 1 : start] in ("号", "区", "期", "园", "城", "苑"):
        return True  # 人民路100号3栋
    if number.chinese and _WEEKDAY.search(text[max(0, start - 2) : start]):
        return True  # 周四一份报告, 周六起
    if unit.word == "店" and number.chinese and "十" not in text[number.start : number.end]:
        return number.high < 100 and number.low == number.high  # 长沙五一店
    if _NUMBERED.match(text, number.start):
        return True  # 01包, 007号
    if unit.word in _SESSIONS:
        session, before = _SESSIONS[unit.word]
        return bool(session.search(text[max(0, start - 8) : start]) if before else session.match(text, unit.end))
    if unit.word in _BY_YEAR and not number.grouped:
        year = 1980 <= number.low < 2036 and text[number.start : number.end].isdigit() and start == number.start
        return year and not text[max(0, start - 2) : start].endswith(_HANDLED)  # 通报|2027款应用
    return unit.word != "份" and text[number.start : number.end] in ("陆", "伍")


_BY_YEAR = frozenset("款道班")
_HANDLED = ("通报", "下架", "检测", "处置", "整改", "涉及", "共计", "封禁", "发现", "抽检", "上架", "了", "达")
_WEEKDAY = re.compile("周$|星期$|礼拜$")
_NUMBERED = re.compile("0[0-9]")
_FEW = "[一二三四五六七八九十0-9]{1,4}"
_SESSIONS = {
    "届": (re.compile(f"{_FEW}次|人大|政协|全国|省|市|董事会|监事会|{_FEW}中全会"), False),
    "次": (re.compile("届(?:人大|政协|董事会|监事会)?(?:常委会)?$"), True),
}
"""九届五次董事会, 十二届人大一次会议: the words, and whether they stand before."""


def _believable_duration(text: str, number: Numeral, unit: Unit, start: int) -> bool:
    if counts.belongs_to_date(text, start, unit.end) or (number.chinese and number.low >= 1000):
        return False
    if unit.word == "年" and _SHORT_YEAR.fullmatch(text, number.start, number.end) and not number.vague:
        return False
    if unit.word.startswith(("年", "余年", "多年")) and not number.chinese:
        if 1000 <= number.low < 3000:
            return False
        told = degrees.before(text, start) or any(
            w in text[max(0, start - 5) : start] for w in ("历时", "为期", "了", "已", "满", "第", "连续")
        )
        return number.low <= 12 or (told is not None and bool(told))
    return True
