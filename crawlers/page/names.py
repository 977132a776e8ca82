"""What page makers call things: elements by what they hold, and words in class and id that tell furniture."""

from __future__ import annotations

import re

SKIPPED = frozenset({"script", "style", "template", "head", "title", "meta", "link", "svg", "canvas", "textarea"})
SIDE = frozenset(
    {"nav", "aside", "footer", "noscript", "button", "select", "iframe", "object", "map", "dialog", "datalist", "menu"}
)
"""Elements that by their nature hold furniture; believed unless most of the page's prose is inside (never closed)."""
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "o:p",
        "st1:personname",
        "st1:chsdate",
    }
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# English words that page makers name furniture with; matched in class and id, borders at word parts.
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|aside|foot(?:er)?\d?|copy-?rights?|disclaimers?|statement|shares?|sharing"
    r"|bdshare\w*|share-?(?:box|bar|btn|list|wrap)|breadcrumbs?|crumbs?|bread|"
    r"nav(?:bar|igation)?|top-?nav|menus?|tool-?bars?|login|ads?|advert\w*|gg|qr-?code|ewm|erweima|pagination|"
    r"page-?nav|pager|tags?|tag-?list|keywords?|subscribe|download|app-?download|pop-?up|modal|tooltip"
    r"|hot(?:-?(?:news|list|rank|article|read))?|rank\w*|"
    r"related?\w*|recommend\w*|rec-?(?:list|news)|tuijian|xiangguan|xgyd|guess\w*|more-?(?:news|list|read)|latest"
    r"|list-?news|prev|next|"
    r"prev-?next|post-?nav\w*|article-?nav|author-?(?:info|box|card|intro)|zebian|article-?editor|vote"
    r"|like|praise|zan|reward|feedback|report-?btn|links?|friend-?links?)(?:$|[\s_-])"
    r"|(?:related?|recommend|hot)(?:news|read|list|article|box|post|wrap)|newslist|sidebar|article-?related"
    r"|copyright|side-?(?:left|right)|right-?(?:side|bar|col)",
    re.I,
)
COMMENT = re.compile(
    r"comment|pinglun|(?:^|[\s_-])(?:repl(?:y|ies)|cmt|ping|post-?bbs|tie|gentie|discuss\w*)(?:$|[\s_-])|gentie", re.I
)
BODYLIKE = re.compile(r"article|content|body|text|main|detail|page|wrap|container|left", re.I)
CAPTION = re.compile(
    r"caption|img_?-?(?:descr?|title|text|note|tip|info|alt)|pic_?-?(?:descr?|title|text|txt|info|note)"
    r"|image-?(?:desc|note|title)|figcaption|photo-?(?:desc|text)|tu-?zhu",
    re.I,
)
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
