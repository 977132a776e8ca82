"""What clauses are made of that say who owns whom: the name's place, when, how, and the words of kin around it.

A way is fixed from its beginning to its word: 乙隶属于|甲, 乙由甲全资持股, 甲完成对乙的收购.
"""

from __future__ import annotations

import re

LETTERS = r"[A-Z][A-Za-z0-9&'’-]*(?: [A-Z&][A-Za-z0-9&'’.-]*){0,4}"
"""A name in Latin letters."""
NAME = (
    rf"(?:{LETTERS}|[\u4e00-\u9fff]{{4,24}}?(?:有限|责任)公司|[\u4e00-\u9fff]{{2,6}}?[A-Z]{{0,4}}(?:集团|公司)?"
    r"|[\u4e00-\u9fff]{6,12}?公司)"
)
_ASIDE = r"(?:[（(][^（）()\n]{1,30}[）)])?"


ITEM = rf"[“\"]?({NAME})[”\"]?{_ASIDE}(?:、|[和与及]|以及)"


def _row(group: str) -> str:
    """One name or several, of which `group` is the last."""
    return rf"(?P<row>(?:{ITEM.replace('(', '(?:', 1)}){{0,5}}){name_in(group)}"


def name_in(group: str) -> str:
    return rf"[“\"]?(?P<{group}>{NAME})[”\"]?{_ASIDE}"


_WHEN = (
    r"(?:于[^，。；\n]{2,12}|(?:19|20)\d\d年(?:\d{1,2}月)?|[去今前]年|近日|日前|目前|正式|此前|早前|后来|随后|已经?|曾|将|拟"
    r"|则|原本?|现|均|皆|都|也|亦|仍|便|又|最终|实际上?|其实|同样|共同|宣布|正|就|即|同意|虽然?|同)"
)
HOW = (
    r"(?:的|之|旗下|下属|所属|名下|间接|直接|非|全资|控股|控制|持有|拥有|境外|境内|海外|国内|核心|重要|主要|唯一|最大|一[家个]|[两三四]家|多家|[两三四]大|原|前"
    r"|(?:在|位于|设在|总部位于)[\u4e00-\u9fff]{2,6}?的"
    r"|跨境|电商|物流|游戏|医药|汽车|地产|物业|金融|科技|新能源|在[\u4e00-\u9fff]{2,6}|美国|德国|英国|法国|日本|韩国|香港|新加坡|欧洲|北美|印尼|越南|泰国|印度)"
)
CHILD = r"(?:子公司|孙公司|附属公司|项目公司|参股公司|联营公司|联营企业|合营公司|合营企业)"
_RULE = (
    r"(?:(?:间接|直接|实际|绝对|全资|共同|合计|\d[\d.]*[%％])*(?:持股|控股|控制|持有)|(?:持股|控股)(?:比例)?(?:为|达)?\d"
    r"|全资(?:拥有|收购))"
)
MOTHER = (
    r"(?:(?:的|之|背后|直接|间接|现|原|第一|第二|单一|最){0,3}"
    r"(?:母公司|控股股东|实际控制人|实控人|大股东|唯一股东|运营主体|运营公司|所属公司))"
)
_DOES = (
    r"(?:(?:通过|透过|经由|注销|清算|出售|转让|收购|增资|设立|吸收合并|剥离|将|把|给|对|为|向|与|由|以|拥有|拥有一家"
    r"|的[\u4e00-\u9fff]{2,8}?(?:由|通过))"
    r"(?:其|旗下)?)"
)
"""What a parent does with its child, between the two."""
_STAKE = r"(?=[^，。；\n]{2,20}?\d[\d.]*\s?[%％]的?(?:股|权益|出资)|[^，。；\n]{2,20}?(?:全部|控制)股?权)"
_MADE = (
    r"(?:(?:[去今前]年|\d{4}年|近年)?(?:在[\u4e00-\u9fff]{2,6}?|于[^，。；\n]{2,10}?)?"
    r"(?:间接|直接|实际|独资|全资|共同|出资|投资){0,2}"
    r"(?:设立|成立|创立|创办|投资|收购|并购|控股|控制|持有|拥有|打造|孵化)的)?"
)
_IS = (
    rf"{_row('child')}{_WHEN}{{0,2}}(?:是|系|作为|(?<!作)为|乃|成为|属于?)(?:一家)?(?:[\u4e00-\u9fffA-Z]{{0,8}}?(?:公司(?<!有限公司)|企业|龙头|巨头|大卖))?"
    rf"{name_in('parent')}{_MADE}{HOW}{{0,4}}"
)
AFTER = (
    r"(?=\Z|[和与、等已将在也被遭未因以向对为是于今昨并，的曾拟正所则从后]"
    r"|(?<![拥持享占具共所])有(?=[\d一两三四五六七八九十多部不])|两家|宣布|日前|近[日期]|发布|完成|表示"
    r"|同样|部分|多个|[一二三四前]季度|[上下]半年)"
)
_CHILDREN = (
    rf"{_IS}{CHILD}",
    rf"作为{name_in('parent')}{HOW}{{0,4}}{CHILD}(?:之一)?(?:，{name_in('child')}(?=一直|已|将|在|的|主要|负责|专注|也|目前|此前|拥有|成立|是|为|与|仍|并))?",
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:在[\u4e00-\u9fff]{{2,6}}?)?(?:投资|出资)?(?:设立|成立|新设)(?:了)?{HOW}{{0,3}}{CHILD}",
    rf"(?:{NAME}{_WHEN}{{0,2}})?(?:收购|受让|购买|入股){name_in('parent')}{HOW}{{1,3}}{CHILD}(?=[—“\"A-Z\u4e00-\u9fff])",
    rf"{name_in('parent')}(?:(?:[及与和]|以及)其?|{_WHEN}{{0,2}}{_DOES})?{HOW}{{0,4}}{CHILD}(?=[—“\"A-Z\u4e00-\u9fff])",
)
_MOTHERS = (
    rf"{_row('child')}{MOTHER}(?:则|正|就|均|都)?(?:[是为系]|，?即){name_in('parent')}\Z",
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:是|系|为|作为|成为){name_in('child')}{MOTHER}",
    rf"(?:作为|(?:记者|本报)?(?:致电|联系(?:上|到)?|采访))?{name_in('child')}{MOTHER}(?=\Z|[，“\"A-Z\u4e00-\u9fff])",
)
_RULED = (
    rf"{name_in('child')}{_WHEN}{{0,2}}(?:[是系为](?:一[家个])?)?(?:[由受被]){name_in('parent')}{_RULE}",
    rf"(?:[由受被]){name_in('parent')}{_RULE}的{name_in('child')}{AFTER}",
    rf"(?:剩余|其余|另外?|余下)?的?\d[\d.]*[%％]的?股[权份]{_WHEN}{{0,2}}由{name_in('parent')}{_RULE}",
    rf"{name_in('child')}{_WHEN}{{0,2}}由{name_in('parent')}(?:、|[和与及]){name_in('other')}(?:共同|合资|联合|分别|各自)*(?:持股|持有|出资|控股)",
    rf"{name_in('parent')}(?:间接|直接|实际)*(?:控股|控制)的(?:[AH港美]股)?(?:上市公司|公司|企业|平台){name_in('child')}{AFTER}",
    rf"{name_in('parent')}(?:间接|直接|实际)*(?:控股|控制)的(?P<child>{LETTERS}){AFTER}",
    rf"{_IS}[\u4e00-\u9fff]{{0,6}}(?:公司|企业|平台)(?:之一)?\Z",
    rf"{name_in('parent')}(?:持股|控股)(?:约|为)?\d[\d.]*[%％]的{name_in('child')}{AFTER}",
)
_HOLDS = (
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:(?:转让|出售)(?:其|所)?)?(?:间接|直接|合计|共){{0,2}}(?:持有的?|控股|拥有){_STAKE}",
    rf"{name_in('parent')}{_WHEN}{{0,2}}通过(?:其|旗下|全资|控股|子公司|附属公司){{0,4}}{name_in('child')}(?:间接|直接|合计|共)*(?:持有|控股){_STAKE}",
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:控制着|手握|坐拥|全资控股|全资拥有|孵化(?:了|出)?){_row('child')}{AFTER}",
)
_HAS_SEVERAL = (
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:旗下)?拥有(?:了)?{_row('child')}等(?:多|数|[\d两三四五六七八九十]+)家{HOW}{{0,3}}(?:子公司|公司|企业)",
)
_PARTED = (
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:分拆|拆分)(?:子公司|旗下)?{name_in('child')}(?:至|到|在|赴|独立|单独|于|上市)[^，。；\n]{{0,12}}",
)
_BOUGHT = (
    rf"{name_in('parent')}{_WHEN}{{0,2}}完成(?:了)?对{name_in('child')}的(?:全资|整体)?(?:收购|并购)",
    rf"{name_in('parent')}{_WHEN}{{0,2}}完成(?:了)?(?:对)?{name_in('child')}(?:剩余|全部)?\s?\d[\d.]*[%％]的?股[权份]的?(?:收购|并购)",
    rf"{name_in('child')}{_WHEN}{{0,2}}(?:被|[是为系]){name_in('parent')}{_WHEN}{{0,2}}(?:以[^，。；\n]{{2,12}})?(?:全资|整体|战略)?(?:收购|并购)",
    rf"{name_in('parent')}{_WHEN}{{0,2}}(?:[以斥耗][^，。；\n]{{2,12}}?元[^，。；\n]{{0,4}}?)?(?:全资|整体|战略)?(?:收购|并购)了?{name_in('child')}(?:\Z|[的后之、]|等|全部|控股权|\d)",
)
_TAKEN_IN = (
    rf"(?:{name_in('parent')}{_WHEN}{{0,2}}(?:[以斥耗][^，。；\n]{{2,12}}?元[^，。；\n]{{0,4}}?|[^，。；\n]{{0,4}})?)?[将把]{name_in('child')}\Z",
    rf"{name_in('child')}{_WHEN}{{0,2}}被{name_in('parent')}(?:以[^，。；\n]{{2,12}})?\Z",
)
_JOINT = (
    rf"{name_in('parent')}(?:、|[和与及]|携手|联手|同){name_in('other')}{_WHEN}{{0,3}}(?:共同)?(?:出资)?合资(?:成立|组建|设立|创办|创立|建立)(?:了)?"
    rf"(?:一家)?(?:合资|新)?(?:公司|企业)?(?:{name_in('child')})?\Z",
    rf"由{name_in('parent')}[和与及]{name_in('other')}{_WHEN}{{0,3}}(?:共同)?(?:出资)?合资(?:成立|组建|设立|创办|创立|建立)的(?:公司)?{name_in('child')}{AFTER}",
)
_UNDER = (rf"{_row('child')}{_WHEN}{{0,2}}(?:隶属|归属|从属|附属|属)于?{name_in('parent')}(?:旗下|体系|\Z)",)
WAYS = {
    word: tuple(map(re.compile, ways))
    for words, ways in (
        (
            (
                "子公司",
                "孙公司",
                "附属公司",
                "参股公司",
                "联营公司",
                "联营企业",
                "合营公司",
                "合营企业",
                "全资项目公司",
            ),
            _CHILDREN,
        ),
        (
            ("旗下",),
            (rf"{_IS}旗下", rf"作为{name_in('parent')}旗下", rf"{name_in('parent')}旗下的?(?=[A-Z“\u4e00-\u9fff])"),
        ),
        (("控股公司",), (rf"{_IS}控股公司",)),
        (
            (
                *("母公司", "控股股东", "实控人", "实际控制人", "大股东", "唯一股东"),
                *("运营主体", "运营公司", "所属公司"),
            ),
            _MOTHERS,
        ),
        (
            ("股东为", "股东是", "股东包括"),
            (
                rf"{name_in('child')}的?(?:[一二三四五两]大)?股东(?:为|是|包括){name_in('parent')}(?=以?[和与及、，]|\Z)",
            ),
        ),
        (("持股", "控股", "控制", "全资"), (*_RULED, *_HOLDS)),
        (("持有", "拥有", "手握", "坐拥", "孵化"), (*_RULED, *_HOLDS, *_HAS_SEVERAL)),
        (("出资",), (_RULED[2],)),
        (("并入",), (rf"{name_in('child')}{_WHEN}{{0,2}}(?:被)?并入{name_in('parent')}\Z",)),
        (("隶属", "归属", "从属", "属于", "同属"), _UNDER),
        (("分拆", "拆分"), _PARTED),
        (("收购", "并购"), _BOUGHT),
        (("合资",), _JOINT),
        (("收入囊中", "纳入麾下", "收入麾下", "收归麾下", "纳入旗下", "收归旗下", "揽入怀中", "收至麾下"), _TAKEN_IN),
    )
    for word in words
}
"""The clauses by their word of kin, each from its beginning on."""
TAKEN_IN = WAYS["收入囊中"]
"""Clauses that end where their word stands."""
