"""Labels of lines: the number before a name that begins a line or an item, and what parts it from what is told of it.

label = number? name bracket? colon      2. 甲公司（乙子公司）：4个品牌被封
"""

from __future__ import annotations

NUMBER = r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．)） ]|[①-⑳●■◆▲★◎▶·•*-])"
COLON = r"(?:[（(][^（）()\n]{1,20}[）)])?(?:：|:(?!\d))"
"""Behind the name: a bracket may explain it. A plain colon before a digit is a clock's (9:30)."""
