"""The vocabulary's words around lists, compiled: A、B等|卖家, 包括|A、B, A、B是市面上常见的|品牌."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.language.alternatives import any_of
from aftershock.extract.nameforms.lore import _kind
from aftershock.model import NameKind
from aftershock.vocabulary import Vocabulary

AFTER = re.compile(r"[，等在这之\d二两三四五六七八九十几多数股涨跌跟领参联共]")
"""With what it begins that says behind a list what the list is of."""
BEFORE_LASTS = frozenset('括含盖及为是如像有：:“"')
"""With what it ends that says before a list what the list is of."""


@dataclass(frozen=True, slots=True)
class ListWords:
    """The vocabulary's words around lists, compiled."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    """The same before a list; it ends with one of BEFORE_LASTS."""
    kinds: dict[str, NameKind]
    openers: re.Pattern[str]
    heads: re.Pattern[str]
    """What the items may be, as it may stand before them."""
    loose: re.Pattern[str]
    """Behind a list, what it is of where the words between are not told: 等低度酒|品牌."""
    are: re.Pattern[str]
    """Behind a list, what its items are said to be: 是市面上常见的充电|品牌."""
    counted: re.Pattern[str]
    """Before a list, in the clause before, what its items are some of: 39个涉事|品牌，."""


@lru_cache(maxsize=8)
def list_words(vocabulary: Vocabulary) -> ListWords:
    listed, words = vocabulary.organisations.lists, vocabulary.organisations.list_words
    kinds = {noun: _kind(kind) for kind, nouns in listed.items() for noun in nouns}
    between = any_of((*words.get("between", ()), *vocabulary.places.provinces, *vocabulary.places.cities))
    hit = any_of((*listed["seller"], *listed["platform"], *listed["brand"], "企业", "机构"))
    nouns, longer = any_of(kinds), any_of(noun for noun in kinds if len(noun) > 1)
    return ListWords(
        re.compile(
            rf"(?={AFTER.pattern})"
            rf"(?:等|在内的|之类的?|，?这(?:样的|类|(?=[几些两三四五六七八九十\d]))|(?=[\d二两三四五六七八九十]+(?:家|大|个|款)|[几多数][家款])|(?=股价|[涨跌](?:停|超|近|幅居前)|[跟领][涨跌]|(?:联合|共同)?[领跟参]投|(?:联合|共同)投资))"
            rf"(?:(?:在内的|\d+|{between}|[一二两三四五六七八九十几多数些家个款]){{0,8}}?)({nouns})"
        ),
        re.compile(
            rf"({nouns})(?:中|里|名单)?，?(?:主要|还|就|也)?(?:包括|包含|涵盖|分别为|分别是|例如|比如|譬如|诸如|如|像|有|为|是)[：:]?[“\"]?\Z"
            rf"|[几多数\d]家({nouns})，[^，。；：、\n]{{1,14}}，(?:包括|包含|分别为|分别是)[“\"]?\Z"
            rf"|({hit})涉及\Z|({nouns})共?有?[\d几多数]+[家个]，(?:包括|分别为|分别是)[“\"]?\Z"
        ),
        kinds,
        re.compile(rf"(?:{any_of(words.get('openers', ()))})\Z"),
        re.compile(any_of((*kinds, *vocabulary.organisations.borders.get("heads", ())))),
        re.compile(rf"(?:等|在内的)([\u4e00-\u9fff]{{2,6}}?|[\u4e00-\u9fff\d]{{2,8}}?的)({longer})"),
        re.compile(rf"(?:都|均)?是[^，。；：\n]{{0,16}}?({longer})(?=[，,。；：\n]|\Z)"),
        re.compile(rf"[\d几多数十百千万余][家个款][^，。；：、\n]{{0,14}}?({nouns})(?:的?名单)?[，。]\Z"),
    )
