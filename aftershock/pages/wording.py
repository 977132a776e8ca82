"""How things are called and how figures and days are printed, in Chinese and in English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from aftershock.errors import ConfigError
from aftershock.lexicon import Lexicon
from crawlers.article import BEIJING


@dataclass(frozen=True, slots=True)
class Words:
    """One label in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Something the home page adds up over companies."""

    key: str
    label: Words
    roles: frozenset[str]
    """Roles whose figures belong to it."""
    unit: str | None
    """The unit its figures must have; None for counts, whose unit is the thing counted."""
    summed: bool = True
    """False: said of everybody at once (sellers hit), so that figures of several sources are never added."""


@dataclass(frozen=True, slots=True)
class Labels:
    """labels.toml, read."""

    tables: Mapping[str, Mapping[str, Words]]
    measures: tuple[Measure, ...]
    read_by: Mapping[str, str] = field(default_factory=dict)
    """Role, thing or action → the first Chinese word it is read by: its label where the file has none."""
    counted: Mapping[str, str] = field(default_factory=dict)
    """Chinese word of something counted → the thing: 店铺 → stores."""

    def of(self, table: str, key: str) -> Words:
        """The label of a thing; the thing itself where it has none."""
        return self.tables.get(table, {}).get(key) or Words(key, key)

    def reason(self, sentence: str) -> Words:
        """Why a claim no longer counts; the knowledge's own sentence where it is of an unknown form."""
        for form, words in self.tables["superseded"].items():
            if found := re.fullmatch(re.escape(form).replace(r"\{\}", "(.+)"), sentence, re.DOTALL):
                return Words(words.zh.format(*found.groups()), words.en.format(*found.groups()))
        return Words(sentence, sentence)

    def role(self, role: str | None) -> Words:
        """A figure's role; "stores closed" is put together from the thing and what happened to it.

        A role of a project's own is called by the first Chinese word that it is read by.
        """
        if role is None:
            return Words("未说明", "not stated")
        for table in ("roles", "things"):
            if role in self.tables[table]:
                return self.tables[table][role]
        if role not in self.read_by:
            words = role.split(" ")
            for at in range(1, len(words)):
                first = self._word("things", " ".join(words[:at]))
                second = self._word("actions", " ".join(words[at:]))
                if first and second:
                    return Words(first.zh + second.zh, f"{first.en} {second.en}")
        return Words(self.read_by.get(role, role), role[:1].upper() + role[1:])

    def bare(self, role: str) -> bool:
        """Whether a role says only what is counted, not what happened to it: 三家企业."""
        return role in self.tables["things"] or (role in self.counted.values() and role not in self.tables["roles"])

    def _word(self, table: str, key: str) -> Words | None:
        known = self.tables[table].get(key)
        return known or (Words(self.read_by[key], key) if key in self.read_by else None)


def load_labels(path: Path, lexicon: Lexicon) -> Labels:
    """Read labels.toml; the words of the lexicon stand in for what it lacks. Raises ConfigError."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        measures = tuple(
            Measure(
                key=one["key"],
                label=Words(*one["label"]),
                roles=frozenset(one.get("roles", ()))
                | {f"{thing} {action}" for thing in one.get("things", ()) for action in one.get("actions", ())},
                unit=one.get("unit"),
                summed=one.get("summed", True),
            )
            for one in told.pop("measure")
        )
        tables = {name: {key: Words(*pair) for key, pair in table.items()} for name, table in told.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: the site's labels cannot be read: {error}") from error
    counted = {word: thing for thing, words in lexicon.things for word in words}
    return Labels(tables, measures, dict(_read_by(lexicon)), counted)


def _read_by(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Of two lists with one key the first listed wins, so it comes last."""
    for key, words in (*reversed(lexicon.actions), *reversed(lexicon.things)):
        yield key, words[0]
    for role in (*reversed(lexicon.percentage), *reversed(lexicon.money)):
        yield role.role, role.words[0]


def day_of(moment: date | datetime | None) -> date | None:
    """The day in Beijing."""
    return moment.astimezone(BEIJING).date() if isinstance(moment, datetime) else moment


def day_words(day: date) -> Words:
    """2021年8月5日, 5 Aug 2021."""
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b} {day.year}")


def month_words(month: str) -> Words:
    """2021年8月, August 2021, of "2021-08"."""
    day = date.fromisoformat(month + "-01")
    return Words(f"{day.year}年{day.month}月", f"{day:%B} {day.year}")


def plain(value: Decimal, places: int = 4) -> str:
    """A number with at most so many decimals, without zeros at its end, thousands parted."""
    text = f"{value.quantize(Decimal(1).scaleb(-places)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(value: Decimal, unit: str | None, labels: Labels) -> Words:
    """A figure as it is read: 1.3亿元, 4143万元, 54家店铺; CNY 130 million, 54 stores."""
    if unit in ("%", "pp"):
        sign = Words("%", "%") if unit == "%" else Words("个百分点", " pp")
        return Words(plain(value) + sign.zh, plain(value) + sign.en)
    money = labels.tables["currencies"].get(unit or "")
    zh, en = _chinese(value), _english(value)
    if money:
        return Words(zh + money.zh, f"{money.en} {en}")
    thing = unit if unit in labels.tables["units"] else labels.counted.get(unit or "")
    if thing in labels.tables["units"]:
        words = labels.tables["units"][thing or ""]
        return Words(zh + words.zh, f"{en} {words.en}")
    return Words(f"{zh} {unit}" if unit else zh, f"{en} {unit}" if unit else en)


def spread(low: Decimal | None, high: Decimal | None, unit: str | None, labels: Labels) -> Words:
    """Bounds as one phrase: the figure where they agree, "至少" and "不超过" where one is open."""
    match low, high:
        case None, None:
            return Words("不详", "unknown")
        case Decimal(), None:
            words = quantity(low, unit, labels)
            return Words("至少 " + words.zh, "at least " + words.en)
        case None, Decimal():
            words = quantity(high, unit, labels)
            return Words("不超过 " + words.zh, "at most " + words.en)
        case Decimal(), Decimal() if low == high:
            return quantity(low, unit, labels)
        case Decimal(), Decimal():
            first, second = quantity(low, unit, labels), quantity(high, unit, labels)
            return Words(_joined(first.zh, second.zh), _joined_english(first.en, second.en))
        case _:
            raise AssertionError((low, high))


def _joined(low: str, high: str) -> str:
    """4143万–6200万元: what follows the number is said once where it is the same."""
    number = re.compile(r"[\d.,-]+")
    first, second = number.sub("", low, count=1), number.sub("", high, count=1)
    if first != second:
        return f"{low}–{high}"
    scale = next((word for word in ("万亿", "亿", "万") if first.startswith(word)), "")
    return f"{low.removesuffix(first)}{scale}–{high}"


def _joined_english(low: str, high: str) -> str:
    """CNY 227–242 million: what stands before and after the number is said once where it is the same."""
    one, other = (re.fullmatch(r"(\D*)([\d.,-]+)(.*)", words) for words in (low, high))
    if one and other and (one[1], one[3]) == (other[1], other[3]):
        return f"{one[1]}{one[2]}–{other[2]}{one[3]}"
    return f"{low} – {high}"


def _chinese(value: Decimal) -> str:
    """Four digits run on without a mark in Chinese, which parts numbers by 万."""
    size = abs(value)
    for power, word in ((12, "万亿"), (8, "亿"), (4, "万")):
        if size >= Decimal(1).scaleb(power):
            return plain(value.scaleb(-power)).replace(",", "") + word
    return plain(value).replace(",", "")


def _english(value: Decimal) -> str:
    size = abs(value)
    for power, word in ((12, "trillion"), (9, "billion"), (6, "million")):
        if size >= Decimal(1).scaleb(power):
            return f"{plain(value.scaleb(-power))} {word}"
    return plain(value)
