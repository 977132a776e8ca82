"""Wording in simplified characters → patterns that match it in traditional ones too."""

from __future__ import annotations

_GROUPS = (
    "与與 专專 个個 为為爲 举舉 习習 于於 云雲 产產 仅僅 们們 众眾衆 "
    "传傳 体體 余餘 关關 兴興 内內 册冊 写寫 减減 击擊 划劃 创創 删刪 "
    "别別 制製 办辦 动動 区區 华華 协協 单單 参參 发發 台臺 号號 听聽 "
    "员員 周週 国國 图圖 场場 声聲 处處 备備 复復 头頭 实實 审審 对對 "
    "导導 布佈 开開 归歸 录錄録 态態 总總 户戶 执執 扫掃 报報 担擔 "
    "据據 搜蒐 摄攝 数數 无無 时時 暂暫 机機 权權 条條 来來 构構 标標 "
    "核覈 档檔 欢歡 浏瀏 点點 热熱 电電 监監 真眞 码碼 称稱 笔筆 筹籌 "
    "签簽 简簡 类類 系係 纠糾 线線 细細 终終 经經 络絡 绝絕 统統 维維 "
    "综綜 编編 网網 联聯 荐薦 见見 观觀 视視 览覽 觉覺 订訂 让讓 讯訊 "
    "记記 许許 论論 证證 评評 诉訴 词詞 话話 详詳 语語 说說説 请請 "
    "读讀 谢謝 责責 贴貼 资資 赞讚 转轉 载載 辑輯 还還 这這 进進 违違 "
    "选選 邮郵 采採 链鏈 错錯 键鍵 镜鏡 长長 门門 闭閉 间間 闻聞 阅閱 "
    "险險 页頁 顶頂 顾顧 频頻 题題 风風 馈饋"
)


def either(pattern: str) -> str:
    """A pattern in which each simplified character stands for its traditional forms as well."""
    forms = {group[0]: group for group in _GROUPS.split()}
    parts = []
    inside = escaped = False
    for sign in pattern:
        given = forms.get(sign, sign)
        parts.append(given if inside or len(given) == 1 else f"[{given}]")
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == "[":
            inside = True
        elif sign == "]":
            inside = False
    return "".join(parts)
