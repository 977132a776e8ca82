"""Lines that stand in an article's box and are not the article: what leads in, what trails, what is wedged between."""

from __future__ import annotations

import re

from crawlers.page.runs import Run

_EDITOR = re.compile(
    r"^[\s（(【\[〔]*(?:本文)?(?:责任编辑|责编|编辑|值班编辑|网络编辑|本文编辑|本期编辑|执行编辑|主编|审核|校对|初审|复审|终审|编审|监制|值班编委|编委|审校|监审|总监制|监\s*制|审\s*读|排版|出品|统筹|美编|制图|責任編輯|稿源|文章来源"
    r"|本文来源|信息来源|稿件来源|来源|原标题|文章关键词|关键词|关键字|标签|作\s*者|TAG|tag|Tags?|附件下载|浏览次数|阅读量|阅读)"
    r"\s*[:：/丨|｜]"
)
_EDITOR_BARE = re.compile(
    r"^[\s（(【\[]*(?:责任编辑|责编|编辑|校对|审核|值班编辑|网络编辑)"
    r"[\s　]+[\u4e00-\u9fff·]{2,4}"
    r"(?:[\s　]+(?:责任编辑|责编|编辑|校对|审核)?[\s　]*[\u4e00-\u9fff·]{2,4}){0,6}[）)】\]\s]*$"
)
_BYLINE = re.compile(
    r"^[\s（(【\[]*(?:[\u4e00-\u9fff]{0,6}记者|文|撰文|采写|作者|通讯员|文字"
    r"|图文)\s*[:：|/｜丨\s]\s*[\u4e00-\u9fffA-Za-z·、，,\s/|实习生记者通讯员编辑每经责任]{2,50}[）)】\]\s]*$"
)
_NOTICE = re.compile(
    r"免责声明|特别声明|特别提示|版权声明|郑重声明|版权所有|版权归|转载请|如需转载|未经.{0,12}(?:授权|许可|允许|同意).{0,12}(?:转载|使用|复制|镜像)|不得转载|谢绝转载|禁止转载"
    r"|(?:不代表|非|并非|与).{0,12}(?:本网|本站|本报|平台|本平台|网)[^。]{0,10}(?:观点|立场|无关)|仅代表作者|仅供参考|仅供投资者参考|风险自担|据此操作|侵权|侵犯了?(?:您"
    r"|你)的|联系(?:我们|本网|本站)(?:删除|处理)?"
    r"|以上内容(?:与|系|为|来自)|本文(?:系|为|由).{0,30}(?:原创|授权|首发|转载)|举报(?:电话|邮箱)|投诉(?:电话|邮箱)|违法和?不良信息"
)
_CALL = re.compile(
    r"^(?:分享(?:到|至)?|扫(?:一扫|码)|微信扫|长按|点击(?:此处|进入|查看|下载|关注|阅读|上方|下方|右上|“)|更多(?:精彩|内容|资讯|新闻|>|》)|下载.{0,12}(?:APP"
    r"|客户端|App|app)|打开.{0,12}(?:APP|客户端|App|app)|关注.{0,20}(?:公众号|微信|微博)|欢迎关注|收藏|点赞|返回(?:顶部|首页|列表|搜狐|.{0,6}首页)"
    r"|海量资讯|"
    r"打印(?:本页)?|关闭(?:窗口|本页)?|字(?:号|体)|【?(?:大|中|小)】?$|我要(?:评论|分享|纠错|反馈)|发表评论|用微信扫|用手机(?:看|扫)|举报|展开(?:全文|阅读)|阅读剩余|转播到|正在加载|语音播报|不喜欢$|减少或屏蔽|以上内容（|.{0,8}上一页.{0,12}下一页"
    r"|阅读(?:全文|原文)|加载更多|查看(?:全文|原文|更多)|自动播放|您的浏览器|视频加载|广告|相关(?:股票|个股|行情)|看新闻上|新浪财经(?:APP|客户端)?)",
)
_SECTION = re.compile(
    r"^[\s【\[■●◆▶►>》#*=—\-]*(?:相关(?:阅读|新闻|报道|文章|链接|推荐|资讯|内容|专题|搜索|视频|信息|附件|评论|产品|话题|热词|公司|稿件|帖子)|(?:重点|阅读|文章|新闻|精品|今日|为您)?推荐(?:阅读|新闻|文章|视频"
    r"|内容|资讯)?|热(?:门|点)?(?:推荐|新闻|文章|评论|阅读|资讯|排行|点击|搜|图|帖)|精彩(?:推荐|阅读|图片|评论|文章|内容)|猜你喜欢|(?:其他人|大家|他们)(?:都|也)?在(?:看|搜)|相關(?:閱讀|新聞|報導|報道|文章)|延伸閱讀|熱門(?:新聞|文章)?|更多(?:報導|報道)|延伸阅读|拓展阅读|往期(?:回顾|推荐|精彩|文章"
    r"|内容)|"
    r"大家都在(?:看|搜)|大家正在看|您可能(?:也|还)?(?:感兴趣|喜欢)|你可能(?:也|还)?(?:感兴趣|喜欢)|为(?:您|你)推荐|今日(?:推荐|热点|热门|头条)|最新(?:文章|新闻|评论|资讯"
    r"|推荐|更新|发布|动态)|本(?:周|月|站|日)?(?:热门|热点|推荐)|图片(?:新闻|推荐)|(?:网友|最新|全部|热门|精彩|用户|我的|文明)?评论(?:区"
    r"|列表)?(?:\s*[(（]?\s*\d+\s*条?\s*[)）]?)?|发表评论|网友(?:评论|跟贴|留言)|跟贴|"
    r"新闻(?:排行|推荐|热榜|热点|精选)|(?:阅读|点击)?排行榜?|排行|上一[篇页条]|下一[篇页条]|返回(?:列表|首页|顶部)|相关标签|标签|友情链接|关于我们|联系我们|网站地图|分享到|参考资料$"
    r"|特别推荐|编辑推荐|频道(?:推荐|精选|热点)|专题(?:推荐|策划)|视频推荐|要闻|更多(?:新闻|文章|推荐|内容)|作者(?:其他|更多)文章|TA的(?:更多)?文章|24小时热(?:门|闻|榜)|"
    r"(?:Top|TOP)\s?\d*|举报|最近(?:发表|更新|文章|评论|浏览)|标签(?:列表|云)|文章(?:归档|分类)|站内搜索)\s*(?:[:：>》】\]■●|+…]|\d|$)"
)
_INFO = re.compile(
    r"来源|时间|发布|作者|记者|编辑|字号|字体|浏览|阅读|点击|评论|分享|打印|收藏|责编|审核|我要|人参与|微信|微博|朋友圈|QQ|扫码|语音|听新闻|播报|关注|首页|正文|当前位置|订阅|举报|原创"
    r"|\d{1,2}:\d{2}|\d{4}[-年/.]\d{1,2}"
)
_CREDIT = re.compile(r"^[（(【\[]?(?:图|摄影|图片)\s*(?:片?来源)?\s*[/／|:：]\s*[^，。]{1,20}[）)】\]]?$")
_ENDS = "。！？”…；："
_END_MARK = re.compile(r"^[\s【\[（(—\-=]*(?:全文完|正文完|本文完|THE\s*END|END|The End)[\s】\]）)—\-=]*$", re.I)


_MORE = re.compile(r"(?:详细|全文|更多|详情|原文)[】\]>》]{0,2}$|(?:\.\.\.|…)$")
_COLUMN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}(?:新闻|资讯|要闻|动态|公告|推荐|排行|热榜)|(?:更多|词条)?图[集册]|视频|专题|导读|声明|分享|收藏|点赞)$"
)
_LEAST_BEFORE = 60.0
"""Characters of prose that an article has at least, before what follows it can begin."""
_TIME_ALONE = re.compile(r"^(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?$")
_LURE = re.compile(r"【(?:点击|下载|戳|查看|立即|马上|进入)[^】]{0,10}】|(?:点击|戳)(?:这里|此处|链接|图片|下方)")


def plain(text: str) -> str:
    """Letters and figures only, for comparing headlines."""
    return "".join(filter(str.isalnum, text)).lower()


def head_end(runs: list[Run], start: int, end: int, headline: str) -> int:
    """Where the article begins: after the headline, the line of time and source, and the buttons beside them."""
    wanted = plain(headline)
    at = start
    for index in range(start, min(end, start + 40)):
        own = plain(runs[index].text)
        if (
            wanted
            and len(own) >= 4
            and (own == wanted or (len(wanted) > 8 and runs[index].kind == "heading" and own in wanted))
        ):
            prose = sum(run.worth for run in runs[start:index])
            if prose < 60:
                at = index + 1
    while at < end and _leads(runs[at]):
        at += 1
    return at


def _leads(run: Run) -> bool:
    """A short line about the article, before its first sentence."""
    if run.hidden:
        return True
    text = run.text
    if len(text) > 90 or run.kind == "row":
        return False
    if text.endswith(("。", "！", "？", "”")) and not _NOTICE.search(text):
        return False
    if _EDITOR.match(text) or _CALL.match(text) or _BYLINE.match(text):
        return True
    if run.linked * 2 > len(text) or _CREDIT.match(text):
        return True
    if run.marks > 2 and "：" not in text:
        return False
    return bool(_INFO.search(text)) and len(text) < 70 and "，" not in text and not run.bold and run.kind != "heading"


def tail_start(runs: list[Run], start: int, end: int) -> int:
    """Where the article ends: at a heading of related matter with no prose after it, or at the last line of its own."""
    end = _before_feed(runs, start, end)
    total = sum(run.worth for run in runs[start:end]) or 1.0
    passed = 0.0
    for at in range(start, end):
        run = runs[at]
        marked = len(run.text) <= 24 and (_SECTION.match(run.text) or _END_MARK.match(run.text))
        if marked and passed > 0.25 * total:
            rest = sum(other.worth for other in runs[at:end])
            if rest < 0.35 * total and _is_listing(runs, at + 1, end):
                end = at
                break
        if passed > _LEAST_BEFORE and (marked or _is_title(run)) and _is_linked(runs, at + (not _is_title(run)), end):
            end = at
            break
        if passed > _LEAST_BEFORE and run.element.tag == "h1" and _is_second(runs, at):
            end = at
            break
        if (
            passed > 0.25 * total
            and _teaser(runs, at, end)
            and any(_teaser(runs, later, end) for later in range(at + 1, min(at + 6, end)))
        ):
            end = at
            break
        passed += run.worth
    while end > start and _trails(runs[end - 1]):
        end -= 1
    return end


def _before_feed(runs: list[Run], start: int, end: int) -> int:
    """Where a feed of other articles begins, each with the time of its own on a line; `end` when there is none."""
    times = [at for at in range(start, end) if len(runs[at].text) <= 22 and _TIME_ALONE.match(runs[at].text)]
    if len(times) < 3 or times[0] - start < 3 or times[-1] - times[0] > 6 * len(times):
        return end
    first = times[0]
    while first - 1 > start and (
        runs[first - 1].kind == "heading" or runs[first - 1].linked or runs[first - 1].text.endswith(("...", "…"))
    ):
        first -= 1
    return first


def _teaser(runs: list[Run], at: int, end: int) -> bool:
    """A linked headline with the cut-off beginning of another article under it."""
    if at + 1 >= end or runs[at].linked * 10 < len(runs[at].text) * 9 or len(runs[at].text) < 8:
        return False
    return runs[at + 1].text.endswith(("...", "…", "[详细]", "[全文]", "详情"))


def _is_title(run: Run) -> bool:
    """Whether a run is nothing but a link long enough to be a headline."""
    return len(run.text) >= 8 and run.linked * 10 >= len(run.text) * 9


def _is_linked(runs: list[Run], start: int, end: int) -> bool:
    """Whether most of what follows leads elsewhere, though it carries the first sentences of other articles."""
    rest = [run for run in runs[start:end] if not run.hidden]
    titles = sum(map(_is_title, rest))
    # Sentences with a linked name in them are prose; a teaser is all link, or short, or ends in one such as 【详细】.
    linked = sum(
        run.linked > 0 and (len(run.text) < 30 or _is_title(run) or _MORE.search(run.text) is not None) for run in rest
    )
    if rest and _is_title(rest[0]) and sum(map(_is_title, rest[:14])) < 3:
        return False
    return len(rest) >= 4 and (linked >= 0.6 * len(rest) or (titles >= 4 and titles >= 0.25 * len(rest)))


def _is_second(runs: list[Run], at: int) -> bool:
    """Whether a headline repeats the dress of an earlier one: the page goes on with the next article."""
    dress = runs[at].element.get("class")
    return bool(dress) and any(run.element.tag == "h1" and run.element.get("class") == dress for run in runs[:at])


def section_at(runs: list[Run]) -> int:
    """The first heading of related matter that stands below prose; past the end when there is none."""
    passed = 0.0
    for at, run in enumerate(runs):
        passed += run.worth
        if passed > _LEAST_BEFORE and not run.hidden and len(run.text) <= 14 and _SECTION.match(run.text):
            return at
    return len(runs)


def _is_listing(runs: list[Run], start: int, end: int) -> bool:
    """What follows a heading such as 相关阅读 is its list: links, or lines that are no sentences."""
    rest = [run for run in runs[start:end] if not run.hidden]
    sentences = sum(len(run.text) > 60 and run.text[-1] in _ENDS and run.linked * 2 < len(run.text) for run in rest)
    return sentences <= max(1, len(rest) // 4)


def _trails(run: Run) -> bool:
    """A line after the last sentence that is not the article's."""
    text = run.text
    if run.hidden or _is_editor(text) or _CALL.match(text) or _SECTION.match(text) or _END_MARK.match(text):
        return True
    if run.linked * 5 > len(text) * 4 or _COLUMN.match(text):
        return True
    return bool(_NOTICE.search(text)) and len(text) < 400


def _is_editor(text: str) -> bool:
    return len(text) < 120 and bool(_EDITOR.match(text) or _EDITOR_BARE.match(text))


def keeps(run: Run, runs: list[Run], at: int, start: int, end: int) -> bool:
    """Whether a run between the first and last line belongs to the article."""
    text = run.text
    if run.hidden:
        return False
    if len(text) < 120 and (_is_editor(text) or (len(text) < 40 and _CALL.match(text))):
        return False
    if run.linked and len(text) < 120 and _LURE.search(text):
        return False
    if (
        _NOTICE.search(text)
        and len(text) < 400
        and at - start > (end - start) * 0.6
        and run.worth
        and len(_NOTICE.findall(text)) * 60 > len(text)
    ):
        return False
    if run.linked * 10 > len(text) * 9 and run.kind != "row":
        # One linked line may be the article's own; several in a row, or list items, lead elsewhere.
        before = at > start and runs[at - 1].linked * 10 > len(runs[at - 1].text) * 9
        after = at + 1 < end and runs[at + 1].linked * 10 > len(runs[at + 1].text) * 9
        return not (before or after or run.kind == "item")
    return not (len(text) == 1 and not text.isalnum())
