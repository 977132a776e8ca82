"""Pages of our own writing, one function a layout. Every sentence in them is invented."""

from __future__ import annotations

TITLE = "青禾电商三家网店停业，创始人称资金只够两个月"
PARAGRAPHS = (
    "青禾电商在三月初收到平台通知，旗下三家网店被暂停销售，账户里的一千二百万元货款一并冻结，公司仓库里还压着两万多件货。",
    "“我们现在每天要付仓租，工资只够再发两个月。”创始人罗一鸣在电话里说，公司已经递交了四次申诉材料，都没有得到答复。",
    "据他介绍，公司去年营业收入为3.4亿元，其中六成来自这三家网店，另有一家独立站仍在正常经营，但每天的订单不到从前的一成。",
    "行业协会的工作人员表示，类似的情况今年一季度登记了一百四十多起，涉及的企业大多成立不到五年，账上现金普遍不足。",
    "罗一鸣说，如果五月之前货款还不能解冻，公司会考虑把仓库里的货低价卖给同行，“先活下来，再谈别的”。",
)
BODY = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
NAV = "".join(f'<li><a href="/c{n}">{word}</a></li>' for n, word in enumerate(("首页", "财经", "产经", "股票", "科技")))
RELATED = "".join(f'<li><a href="/a{n}">另一篇与本文无关的报道的标题第{n}号</a></li>' for n in range(8))
COMMENTS = "".join(
    f"<p>网友{n}号：这件事我早就说过了，做生意不能只靠一个平台，大家都要小心一点，别把鸡蛋放在一个篮子里。</p>"
    for n in range(20)
)


def portal(charset: str = "utf-8", declared: str | None = None) -> bytes:
    """Headline, line of time and source, body, editor, disclaimer, related links, comments."""
    return f"""<!DOCTYPE html><html><head><meta charset="{declared or charset}"><title>{TITLE}_测试财经_测试网</title>
</head><body>
<div class="nav"><ul>{NAV}</ul></div>
<div class="main"><!-- <h1>一个早已换下的旧标题</h1> --><h1>{TITLE}</h1>
<div class="info"><span>2023年04月06日 09:15</span>
<span>来源：湖畔日报</span> <span>作者：周小满</span></div>
<div class="content">{BODY}<p>责任编辑：吴晓月</p>
<p>免责声明：本文仅代表作者个人观点，与本网无关，不构成投资建议，据此操作风险自担。</p></div>
<div class="box"><h3>相关阅读</h3><ul>{RELATED}</ul></div>
<div id="comments"><h3>网友评论</h3>{COMMENTS}</div></div>
<div class="footer"><p>Copyright 2023 测试网 版权所有，未经许可不得转载，违法和不良信息举报电话：000。</p></div>
</body></html>""".encode(charset)


def tables_layout() -> str:
    """An office's page laid out in nested tables, broken by br, the date at the foot."""
    lines = "<br><br>　　".join(PARAGRAPHS)
    return f"""<html><head><title>工作动态-某市商务局</title></head><body><table width="100%"><tr><td>
<table><tr><td><a href="/">首页</a></td><td><a href="/n">工作动态</a></td></tr></table></td></tr>
<tr><td><table><tr><td align="center" class="title_big"><b>{TITLE}</b></td></tr>
<tr><td>　　{lines}</td></tr><tr><td align="right">发布日期：2023-04-07</td></tr></table></td></tr></table>
</body></html>"""


def data_only() -> str:
    """A page whose article stands in a script only."""
    body = BODY.replace('"', '\\"').replace("/", "\\/")
    return f"""<html><head><title>{TITLE}</title>
<meta property="article:published_time" content="2023-04-06T01:15:00Z"></head><body><div id="app"></div>
<script>window.__DATA__ = {{"article": {{"title": "{TITLE}", "content": "{body}"}}}}</script></body></html>"""


def data_table() -> str:
    """An article with a table of figures and a captioned picture."""
    return f"""<html><body><h1>{TITLE}</h1><p class="time">2023-04-06 09:15:30</p><article>{BODY}
<h2>三家网店的数字</h2><table><tr><th>网店</th><th>订单</th><th>备注</th></tr>
<tr><td>一号店</td><td>1,200</td><td></td></tr><tr><td>二号店</td><td>980</td><td>停业</td></tr></table>
<figure><img src="x.jpg"><figcaption>仓库里的存货。周小满 摄</figcaption></figure>{BODY}</article></body></html>"""
