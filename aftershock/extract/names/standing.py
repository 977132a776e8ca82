"""Names by where they stand: between what opens a clause and what only a firm has or does.

蓝砾旗下, 曾经的黑马星野宣布裁员, 蓝砾、Alva Home的日子都不好过     nothing but firms' names fill such places
投诉蓝砾的, 创办了蓝砾，, 与蓝砾相比                             nor one that a verb leads to and a mark ends
1、蓝砾：关闭门店23家                                        nor the head of a row

The place alone makes no name: what fills it must have the shape of one (`shapes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.scan import Scan, Words
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.clauseheads import LEADS, subject_patterns
from aftershock.extract.names.shapes import shape

_WHEN = (
    r"(?:[也则还又均都却便就将曾再正共]|已经?(?!将)|再次|先后|相继|陆续|随后|同样|突然|正式|近日|日前|目前|如今|此前|此次|这次|本次|[今去][年日天]|昨[日天]|[今去]年以来|全年|累计|一共|预计|计划|拟|一度|悄然|率?先|接连|紧急|大规模"
    r"|上半年|[单当]月|\d{4}年(?:\d{1,2}月)?|\d{1,2}月(?:\d{1,2}日)?|今年[初底]|中国|因[^，。；]{2,10}?(?=[被遭])|在(?:\d{1,2}月|[^，。；的]{2,8}?(?=[拥有开关的新])))"
)
_HOUSE = (
    r"的?(?:母公司|联合创始人|创始人|加盟[商店]|资金链|招股书|前员工|股价|市值|前身|运营主体|经销商|官[网微]|总部)|旗下|的?(?:全国)?的?门店(?!店主)|上市首日"
    r"|的(?:供应商|员工|投入|遭遇|处境|情况(?=[稍更也])|日子|业务)|App|APP|平台(?:[上的]|用户|宣布|停止)|方面(?:回应|表示|称|告诉|透露|未|并未|证实|承认)|品牌(?:宣布|创始)"
    r"|的(?:一[位名])?(?:前|离职)?(?:员工|运营人员|高管|工作人员)|的会员卡|的?财报|实际控制人|实控人|客服(?=，|[^，。；]{0,4}[称表回])"
    r"|(?:[东南西北华中]{2}|中国)?区域?负责人|在[^，。；的]{2,5}的(?:最后一家|首家|[^，。；的]{0,3}\d+家|多家|唯一)?(?:店|门店|仓库|工厂|总部)|位于[^，。；]{2,8}的?总部"
)
"""What no person has."""
_BUSINESS = (
    r"关[闭停](?!了?(?:账号|评论|朋友圈|直播))|关店|闭店|停[产业运牌]|召回|裁[员撤]|拖欠|申请破产|人去楼空|完成[^，。；]{0,8}融资|获得?[^，。；]{0,16}(?:融资|领投)|新开|开出|拥有[^，。；]{0,6}\d+[多余]?家"
    r"|有[^，。；]{0,6}\d+[多余]?[家个](?:门店|店铺|账号|站点|品牌)|有[近超约]?[\d一二三四五六七八九]成[^，。；]{0,4}(?:店铺|账号|门店|站点|员工)|提交招股书|营收|净利润|净亏损|被(?:亚马逊|平台)?(?:封了?|关了?|关闭了?|扫)\d+[多余]?[家个]?|旗下|要求下架|出现(?:债务|逾期|资金|兑付)|债务违约"
    r"|向(?:记者|媒体)(?:确认|证实|透露|回应)|也?(?:没能|未能|均未|没有)幸免|(?:只|仅)剩下?\d"
    r"|推出的?(?:[^，。；]{0,4}理财|产品)|(?:委托)?生产的|涉及车辆|经历[^，。；]{1,4}轮融资|成立于|注册资本|被申请(?:破产|强制)|被罚没|卖出了?[^，。；]{0,3}\d|欠了?(?:供应商|员工)"
    r"|(?:走到|走向|濒临)了?破产|官司缠身|首当其冲|次之|以[\d.]+[万亿]美?元的?价格收购|大裁员|在(?:公告|财报|声明)中|(?:转向|布局)独立站|(?:计划)?[把将]员工|与亚马逊|店铺被封|账号被封"
    r"|把(?:重心|业务)|停止服务|卖身|遭[^，。；]{0,4}加盟商|的债权人|的(?:月|年)?销售额|，是?一家[^，。；]{0,14}(?:企业|公司|平台|品牌|机构|商学院)"
)
"""What no person does."""
_ANY = (
    r"宣布|官宣|回应[^，。；]{0,4}(?:裁员|关店|闭店|欠薪|破产|传闻|质疑)|发布(?:公开信|公告|声明)|涉嫌非法|被[曝爆封罚]|遭封|被(?:亚马逊|平台|处以|处罚|约谈|立案|列为|查封|点名|冻结|下架|收购|关[闭停店])|关掉|停[播课]|倒闭|破产|[爆暴]雷|跑路|失联|裁掉|登陆|亏损\d|损失(?:了|超过?|近|约)*\d|退出|撤出"
    r"|的(?:店铺|账号|站点|股东|高管|用户|粉丝|CEO)|CEO|直播间|为何|怎么了|未幸免|倒下|撤店|因[^，。；]{2,10}(?:纠纷|争议)|将[^，。；]{2,16}?(?:卖给|出售给|转让给)"
)
"""What persons have and do as well."""
_AFTER = rf"(?:童装|女装|男装)?{_WHEN}{{0,3}}(?:(?P<firm>{_BUSINESS}|{_HOUSE})|{_ANY})"
_WORD = r"(?!App|APP|CEO)[A-Z](?:(?!App|APP|CEO)[A-Za-z0-9&'’.-])*"
_ONE = rf"(?:[\u4e00-\u9fff]{{0,4}}{_WORD}(?: {_WORD}){{0,3}}[\u4e00-\u9fff]{{0,4}}?|\d{{0,3}}[\u4e00-\u9fff]{{2,6}}?)"
"""What may be a name, as far as what shows it."""
FILLS = re.compile(rf"(?P<names>{_ONE}(?:[、和与及]{_ONE}){{0,3}})(?:{_AFTER})")
HINTS = Words(
    *("旗下", "母公司", "创始人", "加盟", "资金链", "招股书", "员工", "股价", "市值", "前身", "运营主体", "经销商"),
    *("官网", "官微", "门店", "总部", "CEO", "供应商", "店铺", "账号", "站点", "的股东", "的高管", "的用户", "的粉丝"),
    *("App", "APP", "平台上", "平台的", "平台用户", "平台宣布", "平台停止", "品牌宣布", "品牌创始", "上市首日", "宣布"),
    *("方面回应", "方面表示", "方面称", "方面告诉", "方面透露", "方面未", "方面并未", "方面证实", "方面承认"),
    *("被曝", "被爆", "被封", "被罚", "被亚马逊", "被平台", "被处", "被约谈", "被立案", "被列为", "被查封", "被点名"),
    *("被冻结", "被下架", "被收购", "被关", "被扫", "遭封", "官宣", "关闭", "关停", "关店", "关掉", "闭店", "停产"),
    *("停业", "停运", "停牌", "停播", "停课", "要求下架", "提交招股书", "幸免", "倒闭", "破产", "爆雷", "暴雷", "跑路"),
    *("失联", "裁员", "裁撤", "裁掉", "拖欠", "召回", "人去楼空", "融资", "领投", "新开", "开出", "拥有", "个品牌"),
    *(
        "营收",
        "净利",
        "净亏损",
        "亏损",
        "损失",
        "退出",
        "撤出",
        "登陆",
        "的投入",
        "的遭遇",
        "的处境",
        "的日子",
        "的业务",
    ),
    *("情况稍", "情况更", "情况也", "债务", "出现逾期", "出现资金", "出现兑付", "向记者", "向媒体", "只剩", "仅剩"),
    *(
        "的运营人员",
        "工作人员",
        "会员卡",
        "财报",
        "控制人",
        "实控人",
        "客服",
        "负责人",
        "工厂",
        "仓库",
        "最后一家",
        "首家",
    ),
    *(
        "推出",
        "生产",
        "涉及车辆",
        "轮融资",
        "成立于",
        "注册资本",
        "被申请",
        "卖出",
        "欠",
        "官司缠身",
        "首当其冲",
        "次之",
    ),
    *(
        "价格收购",
        "公告",
        "声明",
        "公开信",
        "独立站",
        "把员工",
        "将员工",
        "与亚马逊",
        "把重心",
        "把业务",
        "回应",
        "涉嫌",
    ),
    *(
        "停止服务",
        "卖身",
        "债权人",
        "销售额",
        "，一家",
        "，是一家",
        "倒下",
        "撤店",
        "为何",
        "怎么了",
        "纠纷",
        "争议",
        "卖给",
        "出售给",
        "转让给",
        "直播间",
    ),
)
"""A word of these stands in all of that."""
OBJECT = Scan(
    (
        *("致电", "联系", "走访", "投诉", "名为", "名叫", "创办", "创立", "卖给", "转让给", "收购", "下架", "除了"),
        *("的还有", "的是", "比起", "封掉", "封了", "接近", "点名", "关于", "要求", "作为"),
    ),
    rf"(?:走访|投诉|创[办立](?!人|者)|卖给|转让给|收购(?![潮方案人价者款]))了?(?P<object>{_ONE})"
    r"(?=[，。；、]|的|不退|拒不|拒绝|虚假|诱导)"
    rf"|下架了?(?P<owner>{_ONE})(?=的)|除了(?P<but>{_ONE})(?=，|之?外，|以外，)|比起(?P<less>{_ONE})(?=，)"
    rf"|(?:联系|致电)了?(?P<asked>{_ONE})(?=，(?:对方|电话|客服|未|均|但|暂)|客服|总部|方面)"
    rf"|(?<![姓改更人])名[为叫](?P<called>{_ONE})(?=的[^，。；]{{0,8}}(?:公司|企业|品牌|平台|卖家|机构|店)|[，。])"
    rf"|的(?:还有|是)(?P<ranked>{_ONE})(?=[，。])|封[掉了]了?(?P<shut>{_ONE})(?=的?\d)|接近(?P<near>{_ONE})(?=的人士)"
    rf"|关于(?P<about>{_ONE})(?=跑路|倒闭|裁员|破产|闭店)|点名了?(?P<blamed>{_ONE}(?:、{_ONE}){{0,3}})(?=[，。]|等)"
    rf"|要求(?P<told>{_ONE}(?:、{_ONE}){{0,3}})(?=等(?:平台|企业|公司|品牌|机构)|限期|停止|整改|下架|退还)"
    rf"|作为(?P<whose>{_ONE})(?=的(?:供应商|加盟商|经销商|母公司|子公司|员工|用户|客户|股东))",
)
"""Whom a verb leads to, up to what ends it."""
PAIRED = re.compile(
    rf"对(?P<fined>{_ONE})(?=处以|作出[^，。；]{{0,6}}处罚|开出|罚款|立案|展开调查|进行(?:约谈|立案|处罚|调查))"
    rf"|[与和](?P<beside>{_ONE}(?:、{_ONE})?)(?=相比|不同，)|除(?P<besides>{_ONE})(?=之?外，|以外，)"
    rf"|在(?P<bought>{_ONE})(?=购买|报名)|像(?P<like>{_ONE})(?=这样)|以(?P<such>{_ONE})(?=为例)"
    rf"|从(?P<heard>{_ONE})(?=获悉|了解到|离职|辞职|的财报|披露的)|由(?P<led>{_ONE})(?=领投|收购|控股|全资|独家投资)"
    rf"|将(?P<sold>{_ONE})(?=以\d|出售给|卖给|转让给)"
)
"""The same where the verb is a letter that is everywhere, so that what ends it is looked for first."""
ENDS = Words(
    *("处以", "作出", "开出", "罚款", "立案", "展开调查", "进行约谈", "进行处罚", "进行调查", "相比", "不同，", "外，"),
    *("购买", "报名", "这样", "为例", "获悉", "了解到", "离职", "辞职", "的财报", "披露的", "领投", "收购", "控股"),
    *("全资", "独家投资", "出售给", "卖给", "转让给", "元的价格"),
)
BACK = 20
"""So far before its end such a verb stands, in characters."""
OF_FIRMS = ("latin", "mixed", "coined")
LABEL = re.compile(
    rf"(?:\d{{1,2}}[、.．]|(?<=；)|(?<=\n)|\A)(?P<label>{_ONE})：(?=关闭|关店|被封|封|裁员|冻结|预计|营收|净利|亏损|停业|退出|上半年|下半年|\d{{4}}年|\d{{1,2}}月|[^，。；：是]{{0,12}}(?:企业|公司|平台|品牌)，)"
)
MARK = re.compile(r"(?s:.*)[，。；：！？“”（）()\n]")
SPLIT = re.compile(r"[、和与及]")
REACH = 32


def standing(text: str, lore: Lore) -> Iterator[Sighting]:
    """Names that what stands around them shows."""
    done = -1
    for at in HINTS.places(text):
        if at >= done:
            for found, spans in _filling(text, at, lore):
                done = found.end()
                for first, last in spans:
                    yield Sighting(first, last, "company", "names/standing", text[found.end("names") : found.end()])
    paired = (PAIRED.search(text, max(0, at - BACK), at + 8) for at in ENDS.places(text))
    for found in chain(OBJECT.finditer(text), filter(None, paired)):
        start, end = found.span(found.lastgroup or 0)
        while start < end:
            stop = text.find("、", start, end)
            stop = end if stop < 0 else stop
            if shape(text[start:stop], lore) in OF_FIRMS and not (stop - start == 2 and text[start] in lore.surnames):
                yield Sighting(start, stop, "company", "names/standing", found[0][:2])
            start = stop + 1
    if "：" in text:
        for found in LABEL.finditer(text):
            if shape(found["label"], lore):
                yield Sighting(*found.span("label"), "company", "names/standing", "：")


def _filling(text: str, at: int, lore: Lore) -> Iterator[tuple[re.Match[str], list[tuple[int, int]]]]:
    """What fills the clause up to what stands at `at`, with where its names stand, if it is filled by such."""
    low = max(0, at - REACH)
    mark = MARK.match(text, low, at)
    if mark is None and low:
        return
    for start in opened(text, mark.end() if mark else 0, at, lore):
        found = FILLS.match(text, start)
        if found is not None and (spans := _names(text, found, lore)):
            yield found, spans
            return


def _names(text: str, found: re.Match[str], lore: Lore) -> list[tuple[int, int]]:
    """Where the names stand that fill a place, if all that fills it are such."""
    spans: list[tuple[int, int]] = []
    start, stop = found.span("names")
    refused = subject_patterns(lore.vocabulary)[1]
    while start < stop:
        split = SPLIT.search(text, start + 1, stop)
        end = split.start() if split else stop
        kind = "" if refused.match(text, start, end) else shape(text[start:end], lore)
        if not kind or (kind == "man" and found["firm"] is None):
            return []
        spans.append((start, end))
        start = end + 1
    return spans if start > stop else []


def opened(text: str, opens: int, at: int, lore: Lore) -> Iterator[int]:
    """Where a name may begin, from the last noun of what a firm is back to where the clause opens."""
    lead = LEADS.match(text, opens, at)
    first = lead.end() if lead else opens
    for start in range(at - 1, first + 1, -1):
        if lore.headed(text, start, first) or text[start - 1] == "的":
            yield start
    if first > opens and text[opens:first].isdigit():
        yield opens  # 58|鲜集
    yield first
