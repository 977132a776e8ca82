"""Counted figures: a count whose counted thing is asked for, with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.nearness import ADDS_UP
from aftershock.extract.roles.words import RoleReader
from aftershock.model import Mention

TOPIC = 160
"""How far before a figure what it counts may be named, in characters."""
AS_SUCH = {"banks": "firms", "suppliers": "firms", "campuses": "stores", "schools": "stores"}
"""What a thing is called where something happened to it: schools and their campuses are outlets."""
TOPICS = frozenset({"stores", "sites", "accounts", "sellers", "brands"})
"""What a figure with a bare 家 or 个 may count, where the sentence named it before."""
BARE = frozenset({"家", "户"})
"""Measure words that count firms when nothing else is named."""
PLACES = frozenset(
    {"类目", "品类", "品种", "赛道", "领域", "城市", "省份", "地区", "国家", "区县", "省", "市", "县", "城", "国"}
)
PEOPLE = frozenset(
    {"staff", "managers", "engineers", "sales staff", "teachers", "students", "users", "sellers", "shareholders"}
)
OFPLACES = ("家", "个", "间", "所", "处", "座")
"""Measure words of what may be a store, a school or an office."""
PART_OF_GROUP = re.compile(
    r"其中，?(?:来自)?(?P<who>[^，。；0-9]{2,10}?(?:卖家|商家|商户|企业|公司))(?:占|有|为|达|就|的|约|近|超过?|逾|了|到)+\Z"
)
"""店铺超过5万个，其中深圳卖家占|2.1万个"""
RUN_BY = re.compile(
    r"由(?P<who>[^，。；的]{2,12}?)(?:独立|自主|自行|负责|实际|单独|共同)?(?:开设|运营|经营|注册|持有|控制|管理)的(?P<what>[\u4e00-\u9fff]{2,10})"
)
"""近3000家|由中国卖家开设的店铺"""
THEIR_OWN = re.compile(r"(?:卖家|商家|商户|企业|公司)的(?:约|近|超过?|逾|有|达)*\Z")
"""关闭账号1.2万个，其中中国|卖家的约|2300个: of the accounts"""
_IN_BRACKETS = re.compile(r"[（(](?:合计|共计|总计|累计|共)(?:约|近|超过?)?\Z")
"""全部店铺（合计83个）: the total of what stands before the bracket."""
DONE_TO = re.compile(
    r"(?:(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|停[产运业播更]|关|封|挂|死|倒|没|丢|停|折)掉?了"
    r"|[被遭](?:永久)?(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|限制|关|封)|[被遭][\u4e00-\u9fff]{1,3}了|申诉回来?|申诉成功|救回来?)(?:共|约|近|其中|超过?)*\Z"
)
SHUT_MORE = re.compile(
    r"(?:[再又将拟还净]|计划|预计|继续|接着)(?:关闭?|关停|砍掉?|撤掉?|裁撤?|减少?)[了掉]*(?:共|约|近|逾|超过?|至少)*\Z"
)
"""…门店。今年再关|227家: of the stores told of before."""
DONE_AND_CLOSED = re.compile(
    r"(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|注销|禁言|删除|移除|处置|退出)(?:约|近|超过?|逾)?\Z"
)
"""乙网关闭|4600个。: of those that the list counts."""
_FEWER_THAN = re.compile(
    r"(?:\d[个家间]|(?:门店|店铺|网点|餐厅|销售点|零售点|专柜|分店)(?:总数|数量|数)?)(?:净?减少|净减|净关闭?)了?(?:约|近|超过?)?\Z"
)
"""销售点净减少|50个, 从4292个减少|1119个"""
_NET_FEWER = re.compile(r"(?:[一半全]年|期内|上半年|当期)?(?:净减少|净减|净关闭?)了?(?:约|近|超过?)?")
_THE_REST = re.compile(r"(?:其余|剩余|剩下|余下|其他|另外|另有|还有|其中|目前|已有|有|[，；])的?(?:共|约|近|超过?)*\Z")
_UNDERGO = re.compile(
    r"(?:全部?|都|均|也|则|已经?|彻底|悉数|陆续|先后|相继|接连|仍|还|一夜之间|[在于](?:\d{1,2}月|[今昨前]|上个?月)[^，。；\d]{0,5}?)*(?:被|遭|处于(?:封|冻|暂停|受限|关闭)|宣告死亡|阵亡|倒下|沦陷|没了|挂了|团灭|关[闭停门](?![在于])|歇业|闭店|停[产运业播更摆课办工])"
)
"""其余27个|全被封了: of those spoken of before."""
_THAT_WERE = re.compile(
    r"(?:[被遭][\u4e00-\u9fff]{1,4}|(?:关闭|关停|停业|歇业|裁撤|恢复|解封|申诉成功|成功申诉|申诉回来|要回来|救回来))的(?:店铺?|账号)?(?:目前|也|暂时)?(?:只有|仅有?|就有|已?有|是|则?为|也有|共有?|达到?|约|近|超过?|高达|多达|不下|不止)+\Z"
)
"""被封的只有|几十个: of what the sentence tells."""
_ONLY = re.compile(r"(?:仅有?|只有|[已也]有|，有)(?:约|近)?\Z")
_CAME_BACK = re.compile(
    r"(?:在|于|到|已|被|得以|重新|成功|顺利|最终|[今去]年|\d{1,2}月|[年月日底内末前后])*(?:恢复|解封|申诉成功|申诉回来)"
)
"""被封的54个账号，仅有|29个|在年内恢复"""
CLOSES = re.compile(r"[，,；。、（]|\Z")


@dataclass(frozen=True)
class Counted:
    """A count in its sentence, and the words by which what it counts is told."""

    text: str
    sentence: Sentence
    mention: Mention
    words: RoleReader

    @cached_property
    def clause(self) -> Span:
        return self.sentence.clause(self.mention.start)

    @cached_property
    def said(self) -> str:
        """The rest of the clause behind the figure."""
        return self.text[self.mention.end : self.clause.end]

    def measured_in(self, *measures: str) -> bool:
        """Whether the figure ends with one of these measure words: 12万|家."""
        return self.mention.text.endswith(measures)

    def behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern matches right behind the figure, within its clause."""
        return pattern.match(self.text, self.mention.end, self.clause.end)

    def before(self, pattern: re.Pattern[str], reach: int | None = None) -> re.Match[str] | None:
        """What a pattern finds before the figure in its clause, so many letters back at most."""
        start = self.clause.start if reach is None else max(self.clause.start, self.mention.start - reach)
        return pattern.search(self.text, start, self.mention.start)

    def spoken_of(self, end: int | None = None) -> list[str]:
        """Things named before the figure, or another position, in its sentence, in order."""
        start = max(self.sentence.start, self.mention.start - TOPIC)
        return self.words.things_in(self.text, start, self.mention.start if end is None else end)

    @cached_property
    def counts_on(self) -> bool:
        """Whether a figure that names nothing counts on what was told: 被封的有|59个, 其余|27个|全被封了."""
        text, mention = self.text, self.mention
        if not (mention.unit in ("个", "间") or (self.measured_in("个", "间") and not self.words.thing(mention.unit))):
            return False
        return bool(
            ADDS_UP.match(text, self.clause.start)
            or self.before(_IN_BRACKETS)
            or self.before(DONE_TO)
            or self.before(_THAT_WERE, 16)
            or (self.before(_ONLY, 5) and _CAME_BACK.match(self.said))
            or (CLOSES.match(text, mention.end) and self.before(DONE_AND_CLOSED, 6))
            or _NET_FEWER.fullmatch(text, self.clause.start, mention.start)
            or self.before(_FEWER_THAN, 20)
            or ((mention.start == self.clause.start or self.before(_THE_REST)) and _UNDERGO.match(text, mention.end))
        )
