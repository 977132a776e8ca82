"""Counts and head-count: a measure word after a numeral, and the thing that is counted.

    count = 第|前? numeral measure thing?      54个店铺, 第五次 (ordinal), 3个月 (duration), 店铺数共54个
    a measure word is followed by words that it is no part of: 三家电商 has 家, 三项目 has not 项

The unit is the thing counted where the text names one close by, else the measure word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from aftershock.extract.language.alternatives import any_of

MEASURES: dict[str, str] = {
    # measure word: what may not follow it, as the inside of a character class, or (?:…) alternatives
    "个": "(?:股(?!东)|人(?:信|所|征|独|主页|中心|消费贷|用户|投资|客户|账)|性|体户|案(?!件|例|子|由)|别(?!墅))",
    "家": "(?:喻|常|暴|庭(?!农|用户)|长会|中(?!文|仅|只|已|有(?!矿)|的|，|过半|近半|国|小|心|资|央|外|型|等|标|招|介|药|餐|超|概))",
    "条": "(?:件|例|款|约|码|纹)", "张": "(?:罗|开|弛|力)", "项": "(?:目(?!前|标))", "次": "(?:贷|新(?!增|建|开|冠)|日|要|生(?!产|病|育)|品|级|股|主(?!动|持|办|席|场|导)|高(?!峰|烧|管|温)|低)",
    "款": "(?:项|式|待)", "种": "(?:植|子|业|草|族|地)", "台": "(?:湾|州|风(?!机|电|扇|力)|阶|账|山|胞|商(?!用|务)|积|面|海(?!尔|信|天)|企|北)", "辆": "", "部": "(?:门|分|委|长|队|位|件|署|级|落|属|族)",
    "套": "(?:现(?!房|货)|利|路|餐|装(?!置|备|修)|牌|期|保|娃)", "件": "(?:数)", "只": "(?:有|是|能|要|不|会|剩|需|占|在(?!售|管|营|内)|好|见|想|可(?!转)|因)", "支": "(?:付|持|出|撑|行|援|取|流|护|路|部)", "枚": "",
    "份": "(?:额|量)", "笔": "(?:记|者|试|名)", "起": "(?:诉(?!讼)|来|到|源|步|家(?!暴|庭)|草|价|点|飞|始|码|初|伏|售(?!假|卖)|拍(?!卖)|租(?!赁)|付|息|征(?!候|信)|投(?!资|诉|毒|保|案)|降|跌|涨|底|至|航)",
    "批": "(?:发(?!行|放|货)|复(?!工|产|学|课|牌)|评|示(?!范)|量|文(?!物|件)|件)", "场": "(?:均|景|馆|地(?!震|方)|所|内(?!部)|外(?!围|部)|面(?!对)|合(?!作)|子)", "座": "(?:谈|椅|位|右)", "栋": "", "幢": "", "艘": "", "架": "(?:构|设|空(?!客|中|警|军)|桥)",
    "列": "(?:入|为|示|席|举|支|出|在|强|表|名)", "颗": "", "粒": "", "株": "(?:式|洲)", "棵": "", "匹": "(?:配|敌|夫)", "吨": "(?:级|位)", "公斤": "", "千克": "", "克": "(?:隆|服|制|拉|莱|罗|里|重|强|鲁)",
    "斤": "", "英里": "", "海里": "", "公里": "", "千米": "", "厘米": "", "剂次": "", "剂": "(?:量|型)", "英尺": "", "平方英尺": "", "千伏安": "", "千伏": "", "立方": "(?:体)", "立米": "", "口人": "", "号人": "(?:物|员)", "个人": "(?:信|所|征|独|主页|中心|消费|用户|投资|客户|账|卖家|店|贷|业务|养老|住房|简历|电脑|合伙|破产)", "口": "(?![^，。；、\\n]{0,3}井)", "羽": "(?:绒|毛|翼|球|扇|化|量)", "毫安时": "", "℃": "", "场次": "", "张床": "", "床": "(?:位|品|垫|上)", "针": "(?:对|织|灸|头|剂)", "公分": "", "毫米": "", "微米": "", "纳米": "(?:级)", "米": "(?:其林|家|粉|饭|面|兰|勒|哈游|线|跑)", "平方公里": "", "平方米": "", "平米": "", "立方米": "", "㎡": "",
    "亩": "(?:产)", "公顷": "", "升": "(?:级|值|至|到|幅|高|温|息|降|学|职|势|市|空|水|，|了)", "毫升": "", "桶": "", "盎司": "", "加仑": "", "蒲式耳": "", "瓶": "(?:颈|装)", "箱": "(?:体|包)", "盒": "(?:马|装)", "袋": "(?:装|鼠)",
    "罐": "(?:装|头)", "包": "(?:括|含|裹|装|邮|揽|销|商|头|机|厢|间|干|容|围|办|租)", "片": "(?:区|面|酬|段|方|名|状|头|中|尾)", "块": "(?:钱|链|状|[一二三四五六七八九0-9])", "页": "(?:岩|面)", "篇": "(?:幅)", "届": "(?:时)", "轮": "(?:次|车|胎|椅|船|毂|渡|动|换|岗|电动|驱|值|机|廓|休|播|流)",
    "类": "(?:似|比|型|股|别)", "批次": "", "人次": "", "人份": "", "车次": "", "架次": "", "班次": "", "航次": "", "趟": "", "船": "(?:[舶员长只厂东队期票运型级坞闸务家主上体检用位名歌屋夫桨工方]|公司)", "票": "(?:房|价|据|面|选|数|务|贩)", "单": "(?:元|位|独|月|日|季|价|品|店|身|一|笔|个|次|项|纯|车|边|方|体|件|场|册|周|季度|亏|晶|只|向|调)",
    "手": "(?:机|续|段|房|车|术|游|工|表|握|中|里|法|套|持|动|商品|交易|货|烟|奢|把)", "股": "(?:权|份|价|东|市|票|民|本|息|吧|指|转让|改革|评)", "倍": "(?:增|速|率|受|数(?!码|据))", "户": "(?:外|籍|型|口|均|用|主|田|部)", "例": "(?:如|外|会|行|证|子|数|牌)",
    "则": "(?![^，。；、\\n]{0,8}(?:公告|消息|新闻|通知|声明|报道|视频|信息|启事|广告|微博|帖子|留言|短信))", "封": "(?![^，。；、\\n]{0,10}(?:信|函|邮件|留言|书))", "宗": "(?:教|旨|申|庆|馥|商品)", "席": "(?:位|卷|地|间|上|执|战)", "杯": "(?:赛|子|装)", "盏": "", "副": "(?:总|主|行|部|局|省|市|董|院|会|经|秘|食)", "幅": "(?:度)", "束": "(?:缚)", "盆": "(?:地|景)", "根": "(?:据|本|源|基|治|系)", "档": "(?:次|案|期|口)", "道": "(?:路|歉|琼|德|理|具|士|教|指|富|明|通|氏)",
    "卷": "(?:入|烟|轴|土)", "对": "(?:于|[1一]|外|其|此|应|公|方|手|比|象|冲|接|标|口|该|我|中|美|华|国|公司|抗|决|待|照|话|立|付|策)", "头": "(?:部|条|寸|程|等|牌|衔|上|大|发|脑|像|目|顶|戴|号)", "尾": "(?:盘|部|货|款|气)", "间": "(?:接|隔|谍|歇|距)", "遍": "(?:布|及|地|野)", "回": "(?:购|升|落|报|应|归|收|款|复|调|暖|顾|撤|国|家|头|到|避|馈|填|吐|流|笼)",
    "位": "(?:数(?!据|学)|于|列(?!车|席)|居(?!民|住|家)|次|置|移|元(?!老|帅)|阶|势)", "名": "(?:单(?!身)|称|义(?!工|乌)|下(?!岗|属|游)|列(?!车)|气|誉|牌|额|酒|人(?!员|士|质|大)|家(?!长|属|人)|校(?!长|友|医|董|工)|录(?!音|像|用|取)|片(?!商|场)|次|叫)", "人": "(?:民|头账|头户|工(?:智|费|成|湖|合)|脸|行(?!员|通|贿|凶|动|使|刑)|格|性|造(?!成|假|谣)|物|间|形(?!成)|机|身(?!亡|体|份|着|穿|上|陷|受)|文|气|力资|寿|际|合(?!伙|作|谋|计|力|资|租|影|著|住|开)|生(?!还|产|活|病)|保(?!送|释|住|护|障)|心(?!存|理)|参(?!加|与|会|赛|军|观|保|股|演|考|选|训|评|展)|社部)",
    "千瓦时": "", "千瓦": "", "兆瓦时": "", "兆瓦": "", "吉瓦时": "", "吉瓦": "", "瓦时": "", "瓦": "(?:特|尔|解|斯)", "度电": "", "万千瓦": "", "千瓦小时": "", "标准立方米": "", "吨公里": "", "人公里": "", "载重吨": "", "TWh": "", "Wh": "", "GWp": "", "MWp": "", "摄氏度": "", "华氏度": "", "公升": "", "英亩": "", "平": "(?:方|均|台|安|等|稳|价|衡|行|日|时|仓|板|凡|面|顶|静|民|果|分|息|淡|米|开|收|潭|江|湖|山|顺|坦|反|局|手|移|房|常|素|整|抑|遥|滑|坡|原|谷|地|生|易|定|乐|煤|准|籴)", "标准箱": "", "标箱": "", "TEU": "", "GWh": "", "MWh": "", "kWh": "", "KWh": "", "GW": "", "MW": "", "kW": "", "部门": "", "部委": "", "口井": "", "所高校": "", "所大学": "", "所学校": "", "所院校": "",
    "所中学": "", "所小学": "", "所医院": "", "处": "(?:罚|理|于|置|以|在(?!建|售|营)|分(?!公司|支|部|布|拨|店|行|厂)|长|境|方(?!案)|女|级|暑|决)", "组": "(?:织|合|成|建|装|团|件|长|局)", "集": "(?:团|中|成|体|合|装|聚|采|资|散|约|市|邮|锦|运|结)", "本书": "", "本杂志": "", "节课": "", "节车厢": "", "双鞋": "", "席位": "", "只股票": "", "门店": "", "店": "(?:铺|名|主|里|内|长|员|家|址|面|庆|招|小二)", "店铺": "", "零售点": "", "SKU": "", "层楼": "", "张床位": "", "字节": "", "基点": "", "BP": "", "bp": "",
    "像素": "", "寸": "(?:土|步|草|心|头|金|光|断|口|之)", "字": "(?:节|号|母|典|体|面|样|画|眼|段|幕|形|迹|据|条|库|符|辈|里|口|头|旁|会|路|街|架|军|绣|星)", "拨": "(?:付|款|打|通|备|出|云|动|乱|弄|回|转|给|开|入|至)", "所": "(?![^，。；、\\n]{0,6}(?:大学|高校|学校|中心|教学点|中学|小学|院校|学院|幼儿园|幼稚园|民办园|分校|校区|高中|职校|机构|医院|监狱|实验室|研究院|研究所)|(?:停|关|被|撤|是|将|均|已|结业)|[，。；、）\\n]|\\Z)", "mAh": "", **dict.fromkeys(("km", "kg", "mm", "cm", "mg", "ml", "mL"), "[A-Za-z/]"),
    "省份": "", "省市": "", "区县": "", "县市区": "", "县市": "", "市县": "", "县区": "", "男": "(?![0-9一二两三四五六七八九十]{1,4}女)", "女": "(?![，。、；）（被]|均|年龄|\\Z)", "省区市": "", "省": "(?:略|心|钱|时|去|委|级|力|事|会|内|外|际|油|电|属|道|亲|吃)", "城": "(?:市|乡|镇|区|投|建|商|际|堡|府|墙|里|中|南|北|东|西|轨|管|农|头|隍|门|关)", "县": "(?:长|委|级|城|政|域|里|太)",
    "市": "(?:场|值|盈|政|民|长|委|级|区|公|北|南|面|集|净|销|占|斤|寸|尺|两|井|属|直)", "国": "(?:集团|同|化(?!解)|内|外|际|产|企|家|有|营|资|语|籍|防|务|美|英|法|德|日|韩|庆|标|药|联|道|画|学|债|泰|民|王|君|人|会|都|集|六|五|杀|寿|强|演|术|金|贸|航|轩|风|潮|货|安|信|投|能|电)",
    "周岁": "", "岁": "(?:月|末|尾|初|入)", "层": "(?:面|次|级|层|叠|出|压|析|状|楼|薄|皮|窗)", "地": "(?:级|区|方|产|块|铁|面|理|位|处|下|上|点|标|址|段|图|板|名|主|毯|形|质|球|震|热|带|步|以|接|勤|狱|瓜|砖|坪|毛)",
    "大": "(?:概|约|幅|量|规|部分|陆|众|事|学(?!科|派|校)|会|洋|小|型|增|涨|跌|降|于|家|厦|爷|妈|理|一|二|三|四|年|报|精神|以|前|召开|期间|代表|寒|暑|雪|雨|米|豆|蒜|气|全|运(?!营)|赛|选|码|盘|单|楼|开|力|多|半|屏|床|件|包|箱|门|人(?!群|才|口|工)|关|宗|桥|修|姨|师|使|夫|夫人|胆|地(?!区|方|块|产|域)|海|江|河|山|城(?!市|区|镇)|道|街|队|学生|卖家|客户|V)",
    "首": "(?:次|先|个|页|都|席|要|届|批|款|家|发|付|套|富|创|选|轮|日|季|年|月|相|脑|长|府|尾|战|部|台|条|例|车|店|站|单|映|播|秀|班|任|期|季度|饰|钢|旅|汽|创|航|开|药)", "方面": "", "口锅": "", "死": "(?:亡|者|于|因|去|机|刑|角|守|磕|扣|结|海|神|党|讯|线|穴|灰|心|水|路|罪|人|后|地|里)", "伤": "(?:害|者|亡|心|势|口|感|及|病|员|残|情|疤|痕|寒|风|到|人|透|筋)", "英寸": "", "码": "(?:头|农|率)", "帧": "", "赫兹": "", "伏": "(?:特|击|笔)", "马力": "", "光年": "", "分之一": "", "环节": "", "家族": "", "碗": "", "匝": "", "孔": "", "卡路里": "", "瓶装": "", "人群": "", "点": "(?:[0-9一二三四五六七八九半整钟左]|之|多钟)",
}  # fmt: skip

PERSONS = {"人", "口人", "号人", "个人", "名", "位", "死", "伤", "男", "女"}
PERSON_WORDS = frozenset(
    "员工 职工 人员 工人 同事 创始人 合伙人 同学 学员 学生 教师 博士 专家 董事 监事 高管 代表 委员 司机 骑手 主播 居民 业主 村民 患者 被告 原告 当事人 责任人 嫌疑人 企业家".split()
)
DURATIONS = "个多月|个半月|个月|个?工作日|个?交易日|个?自然日|个?小时|个?星期|个季度|个?年头|个财年|个世纪|分钟|秒钟?|周(?![一二三四五六日边转期末报岁]|年(?!内))|天(?!然|津|气|猫|空|使|地|河|门|价|眼|文)|年半|年多|余年|年(?![0-9〇二度代报级鉴年A-Za-z]|第|[上下][半旬]|[前后内]?[春夏秋冬]|[一三四]季|全年|初|末|底|中报|[1-9]月|会|货|终|半年|期|规划|计划|来)|日(?=内|以内|之内)|载(?!重|体|荷|人|客|货|明|入)|昼夜|学时|课时"
THINGS = (
    "独立站 电话卡 手机卡 房产 厂房 写字楼 窝点 不动产 大卖场 大卖家 大卖 布商 鞋商 客商 批发商 贸易商 分销商 摊主 店铺 网店 门店 商店 4S店 药店 便利店 书店 奶茶店 咖啡店 茶饮店 直营店 加盟店 专卖店 旗舰店 专柜 站点 网站 账号 账户 户口 公众号 视频号 微信号 抖音号 快手号 营销号 自媒体号 水军号 小程序 卖家 商家 商户 买家 企业家 企业 公司 子公司 分公司 上市公司 厂商 车企 券商 房企 药企 品牌 产品 商品 单品 链接 SKU APP App 应用 "
    "员工 职工 人员 工人 同事 创始人 合伙人 同学 用户 会员 客户 股东 投资者 投资人 消费者 供应商 采购商 经销商 代理商 加盟商 工厂 生产线 产线 项目 订单 专利 车辆 汽车 新车 乘用车 电动车 手机 机型 车型 评论 调查 案件 案例 诉讼 旅行社 幼儿园 城市 国家 地区 省份 省市 "
    "支行 分行 营业部 分理处 储蓄所 银行 分支机构 网站平台 域名 网址 基金管理人 私募管理人 机构 基金 网点 岗位 职位 学校 高校 医院 患者 病例 确诊病例 处罚 罚单 协议 合同 公告 文件 问询函 包裹 快件 设备 机器人 无人机 飞机 航班 船舶 集装箱 房屋 住房 新房 楼盘 房源 土地 地块 宗地 会议 论坛 股票 个股 股份 债券 "
    "商铺 铺位 摊位 餐馆 影城 饭店 理财产品 充电桩 电站 机组 仓库 海外仓 煤矿 矿井 采石场 电影院 电影城 戏院 零售点 酒店 餐厅 影院 超市 学员 学生 教师 博士 专家 董事 监事 高管 代表 委员 司机 骑手 主播 达人 粉丝 居民 业主 村民 供货商 服务商 平台 渠道 措施 条例 规定 标准 游戏 电影 影片 歌曲 直播间 银行卡 "
    "信用卡 疫苗 芯片 电池 车间 园区 港口 车站 高炉 矿山 油井 航线 线路 火箭 卫星 奖项 奖牌 金牌 大奖 同行 类目 被告 原告 当事人 责任人 嫌疑人 卖方 参展商 展商 商标 著作权 品类 品种 赛道 方面 环节 基点 领域 部门 季度 门类 技术 论文 家庭 食品 药品 样品 化妆品 玩具 服装 农产品 医疗器械 航空公司 国有大行 银行股 车型 车站 事故 事件 火灾 主体 债券 市场 省份 州 县区 街道 社区 小区 村庄 家电 空调 冰箱 电视 电脑 平板 摄像头 传感器 服务器 基站 终端 新药 仿制药 临床试验 管线 适应症 床位 集贸市场 批发市场 样本 政策 制度 罚款 罚单 监管函 警示函 意见 建议 议案 提案 人才 工程师 运动员 选手 嘉宾 观众 球员 歌手 演员 影院 银幕 场馆 景区 房间 客房 车位 校区 教学点 学习中心 教学中心 班级 课程 用例 漏洞 席位 候选人 方案 工作组 数据中心 加油站 加油点 加气站 机柜 风机 影厅 token Token 隧道 桥梁 奖牌 展台 摊位 泊位 警力 民警 干警 武警 官兵 群众 老人"
).split()
BUSINESSES = re.compile(
    "卖家|商家|商户|买家|企业|公司|股东|客户|供应商|采购商|经销商|代理商|加盟商|服务商|用户|会员|投资者|消费者|粉丝|机构|厂商|展商"
)


@cache
def _here(first: str) -> re.Pattern[str]:
    """The measure words and durations that begin with a letter, the longest first: of all there are a few."""
    words = sorted((word for word in MEASURES if word[0] == first), key=lambda word: -len(word))
    measures = "|".join(re.escape(word) + (f"(?!{MEASURES[word]})" if MEASURES[word] else "") for word in words)
    durations = DURATIONS if first in _LASTING else "(?!)"
    return re.compile(f"(?P<duration>{durations})|(?P<measure>{measures or '(?!)'})")


_SPACES = (" ", "\u00a0")
_LASTING = frozenset("个工交自小星季财世分秒周天年余日载昼学课")
FIRST = _LASTING | {word[0] for word in MEASURES}
"""With what measure words and durations begin."""
_NO_THING = {
    "服务商": "(?!户)",
    "App": "(?<![A-Za-z]App)(?![a-z])",
    "车企": "(?!业)",
    "委员": "(?!会)",
    "股份": "(?!行|制)",
    "州": "(?<!.州)",
    "应用": "(?!商店)",
    "商店": "(?<!应用商店)",
}
"""What belongs to other words: 委员 to 委员会, 州 to the names of towns."""
_THING = re.compile("|".join((any_of({*THINGS} - {*_NO_THING}), *map("".join, _NO_THING.items()))))
_OWN_UNIT = frozenset(
    "倍 股 点 吨 公里 千米 米 厘米 毫米 平方米 平米 ㎡ 平方公里 立方米 立米 立方 亩 公顷 升 毫升 公斤 千克 克 斤 次 人次 剂次 架次 车次 千瓦 千瓦时 兆瓦 兆瓦时 吉瓦 吉瓦时 "
    "度电 吨公里 人公里 千瓦小时 标准立方米 载重吨 TWh Wh GWp MWp 摄氏度 周岁 岁 省份 省市 省区市 区县 县市 县区 省 市 县 国 城 层 地 公升 英亩 平 GWh MWh kWh KWh GW MW kW 标准箱 标箱 TEU 桶 盎司 蒲式耳 英里 海里 英寸 英尺 ℃ 字节 部门 户次 基点 BP bp 像素 寸 字 mAh km kg mm cm mg ml mL".split()
)
"""Measure words that say themselves what is counted."""
_BELONGS = re.compile(r"(?:[均都也则]|全部)?(?:归?属于|归属|隶属于|来自)(?![^，。；]{1,10}的)")
"""其中210个|属于子公司甲乙, which counts no subsidiaries."""
_OF_TRADE = re.compile(r"(?:卖(?!家)|做|销售|经营|主营|主打|生产)[^，。；的\d]{1,6}的|[^，。；的\d]{1,5}类目?的")
"""30家卖服装的|门店, 12个美妆类的|店铺: what they deal in."""
_VOTED = re.compile("赞成|同意|反对|弃权|回避")
_NO_NOUN = re.compile(
    r"[被遭受已均都也因为在有是等及和与的之则将未不就并或至到占，、]|[减增降升缩跌涨][至到少加为]|左右|上下|以上|以下|以内|一并|全部|悉数|陆续|相继|同时"
)
"""With what no noun begins: what is counted stands before the figure."""
_BY = re.compile("[被遭由]到?\\Z")
"""两套房产被|银行查封, 4个遭|平台暂停: who does it is not what is counted."""
_ASIDE = re.compile("（[^（），。；]{1,30}）(?=[^（），。；]{0,8}\\Z)")
"""站点|（站点为店铺的最小单元）|累计为330个: told aside of what is counted."""
_BESIDE = re.compile(r"数?量?(?:[约近超逾共达]|超过|共计|合计|多达|高达|已达)?")
_SO_MANY = re.compile("[有为共约近超过逾达已就只仅合计总数量多高]*")
"""Between places and how many they are."""
_DOES = re.compile(
    r"(?<=公司|企业|平台|机构|卖家|商家|厂商|集团|工厂|银行|大行|商行|品牌)(?!(?:数量?|总|共|合?计|达到?|已经|[有约超近已为各就、和及与逾]|多达|超过|仅|只|还|涉及)*$)|的(?!(?:共|约|近|超|达|有|就)?$)"
)
"""A firm that does something (公司关闭了9家) or has something (平台的被关5家) is not what is counted."""
_SUCH_AS_HAVE = re.compile(
    r"(?:数|量|总|规模)*(?:超过?|达到?|过|逾|在|约|近)*[\d.一二两三四五六七八九十百千万亿]+[^，。；\d]{0,4}的(?:一?共|约|近|达|只|也?有|就)*$"
)
"""粉丝|百万以上的有29个: of what those counted have so many."""
_NOT_BUSINESSES = frozenset(
    "市场 州 县区 街道 社区 小区 省市 季度 城市 国家 地区 省份 协议 方面 环节 领域 赛道".split()
)
"""一季度关闭11家, 在两个城市关闭9家: 家 counts neither quarters nor places."""
_BUSINESS = ("家", "间", "个")
_GOODS = frozenset("食品 药品 样品 化妆品 玩具 服装 农产品 家电 空调 冰箱 电视 电脑 手机 汽车".split())
"""With what firms' names end, and what is counted by no 家."""
_OF_GOODS = frozenset("款张辆套枚支件")
_NO_GOODS = re.compile(rf"{BUSINESSES.pattern}|(?:子|分|上市)公司|部门|平台|主体|卖方|人员")
"""What these measure words do not count."""
_CASES = frozenset("调查 案件 案例 诉讼 处罚 罚单 事故 事件 火灾".split())
"""What 起 counts."""
_HAD = frozenset(
    "商品 产品 货物 标准 条例 规定 措施 政策 制度 合同 协议 设备 技术 文件 处罚 罚款 意见 方案 条件 手续".split()
)
"""What firms have or meet, and what 家 does not count."""
_INSIDE = frozenset("内里")
_UNDER = frozenset("在受因按")
_CLAUSE_BREAK = re.compile("[…—，。；：、！？!?;\n\t（()）“”《》]")
_NEXT_ONE = re.compile(
    rf"{_CLAUSE_BREAK.pattern}|(?:和|与|及|还有)[ \u00a0]?(?:[0-9]|[一二两三四五六七八九十]+[家个名位]|该)|以及|此前(?=在)|[也都却]在(?=各|所有|多|其他)"
)
"""3个社团和5个账号, 4名职员和一家机构: three of what stands before 和."""
_ORDINAL = re.compile("第[ \u00a0]?$")
_ORDINAL_ENDS = frozenset("第前 \u00a0")
_FIRST = re.compile("(?<![目此之日以年月天提从眼先朝空超])前[ \u00a0]?$")
_JOINED = frozenset("、和及与至到-—~～.")
_LISTED = re.compile("第(?:[ \u00a0]?[0-9一二三四五六七八九十百]{1,5}[条项款章节类]?[、和及与至到—~～.-]){1,8}$")
"""第3-5、10、16项, 第十七条、十八条: all of such a list are ordinals."""
_ORDINALS = frozenset("次 轮 批 名 位 家 起".split())
_FOLLOWED_BY_DATE = re.compile("之?[前后来]|以[前后来]|间")
_ANCHORED = re.compile("(?:近|过去|最近|未来|此前|今后|前|后|将来|今明|首|头|[日月底]止)的?[ \u00a0]?$")
_BEFORE_LETTER = re.compile("[A-Za-z][-－]?$")
_IDIOM = re.compile(
    "十八大|十九大|二十大|十七大|四大皆空|五大三粗|五大连池|五大洲|七大洲|四大洋|三大洋|三国|三国杀|万国|列国|六国论|七国论|两地分居|三地车|百城|千城|一国两制|两国论|三岁看|万岁|千岁|百岁|两市|沪深两市|三天两头|两头(?=[停跑往堵])|一地鸡毛|四处(?![违问漏缺错风地场房矿])|四城门|四大行|五大行|六大行|四大发明|三次产业|九死一生|两伤|四项基本|三个代表|两个维护|四个自信|四个意识|两个确立|三座大山|千家万户|二次|三人行|千人一面|两部曲|三部曲|四件套|百家争鸣|千人计划|万人计划|三位一体|百年|千年|万年|两手抓|三点一线|二手|三手|两点论"
)


class Measure(NamedTuple):
    """A measure word after a numeral."""

    end: int
    word: str
    duration: bool = False


def after(text: str, position: int) -> Measure | None:
    """The measure word that follows a numeral, if any."""
    first = position + (text[position : position + 1] in _SPACES)
    if text[first : first + 1] not in FIRST:
        return None
    match = _here(text[first]).match(text, first)
    if match is None:
        return None
    if match.group("duration"):
        return Measure(match.end(), match.group("duration"), duration=True)
    return Measure(match.end(), match.group("measure"))


def idiom(text: str, start: int, end: int, names: tuple[str, ...] = ()) -> bool:
    """Whether a numeral and its measure word belong to a fixed phrase (二手) or to one of the names (三只松鼠)."""
    match = _IDIOM.match(text, start)
    if match is not None and match.end() >= end:
        return True
    return text.startswith(names, start) and any(
        start + len(name) >= end for name in names if text.startswith(name, start)
    )


def pointed_at(text: str, start: int, word: str) -> bool:
    """Whether 这 or 那 only points back at things just named (这两项), which counts nothing anew."""
    return word in ("个", "项", "种", "类", "款", "条") and text[max(0, start - 1) : start] in ("这", "那")


def ordinal(text: str, start: int) -> tuple[int, bool]:
    """Where 第 or 前 before a numeral begins, and whether there is one (前四次 counts as an ordinal, 目前三家 does not)."""
    if text[max(0, start - 1) : start] in _JOINED and (listed := _LISTED.search(text[max(0, start - 24) : start])):
        return start - len(listed.group()), True
    if text[start - 1 : start] not in _ORDINAL_ENDS:
        return start, False
    head = text[max(0, start - 3) : start]
    match = _ORDINAL.search(head) or _FIRST.search(head)
    return (start - len(head) + match.start(), True) if match else (start, False)


def wanted_ordinal(text: str, lead: int, end: int, word: str) -> bool:
    """Whether an ordinal is worth a mention: articles of law (第七十八条) and numbers of meetings (第五次会议) are not."""
    if text[lead] == "前":
        return True
    return word in _ORDINALS and not _MEETING.match(text, end)


_MEETING = re.compile("[^，。；]{0,6}(?:会议|大会|董事会|监事会)")


def belongs_to_date(text: str, start: int, end: int) -> bool:
    """Whether a duration is half of a date: 三天前, 近三年, 两年来."""
    return bool(_FOLLOWED_BY_DATE.match(text, end) or _ANCHORED.search(text[max(0, start - 4) : start]))


def after_letter(text: str, start: int) -> bool:
    """Whether a Latin letter stands right before: the number of a model or a version, not a count.

    Models have no Chinese numerals: VAVA三个品牌 are three.
    """
    if start == 0 or not text[start - 1].isascii() or not text[start].isascii():
        return False
    return bool(_BEFORE_LETTER.search(text[max(0, start - 2) : start]))


def thing(text: str, start: int, end: int, word: str) -> str:
    """What is counted: named right after the measure word, else close before the figure, else the measure word itself."""
    if word in _OWN_UNIT:
        return word
    end += text[end : end + 1] in ("“", "「")  # 2万个|“头部账号”
    tail = text[end : end + 14]
    if word == "票" and _VOTED.match(tail):
        return word
    cut = _NEXT_ONE.search(tail)
    tail = tail[: cut.start()] if cut else tail
    trade = _OF_TRADE.match(tail) if "的" in tail else None
    found = None if _BELONGS.match(tail) else _THING.search(tail, trade.end() if trade else 0)
    if found and _BY.search(tail, 0, found.start()):
        tail = tail[: found.start() - 1]
        found = _THING.search(tail)
    while found and (
        (word in ("家", "间") and found.group() in _NOT_BUSINESSES)
        or (word == "起" and found.group() not in _CASES)
        or (word in _OF_GOODS and _NO_GOODS.fullmatch(found.group()))
    ):
        found = _THING.search(tail, found.end())  # 34家位于一线城市, 两起|主播偷税案件, 67款侵害用户权益的|App
    if found and word in ("家", "户") and found.group() in _HAD:
        if tail.startswith("的", found.end()):
            found = _THING.search(tail, found.end()) or found  # 8家不达标准的企业 are no standards.
        elif tail[found.start() - 1 : found.start()] in _UNDER:
            found = _THING.search(tail, found.end())  # 3000家化企|在政策压力下
    if found and word in _BUSINESS and found.group() == "股份" and not _THING.match(tail, found.end()):
        found = _THING.search(tail, found.end())  # 12个|属于某某股份: the end of a name
    if found:
        last = found.end()
        while last < len(tail) and (more := _THING.match(tail, last)):
            last = more.end()  # 游戏账号 are accounts, 商品链接 are links.
        if word == "家" and tail.startswith("相关", last) and (firms := _THING.match(tail, last + 2)):
            return firms.group()  # 1万家游戏相关|公司
        return tail[found.start() : last]
    head = text[max(0, start - 12) : start]
    if "）" in head and (aside := _ASIDE.search(text, max(0, start - 48), start)):
        head = (text[max(0, aside.start() - 12) : aside.start()] + text[aside.end() : start])[-12:]
    for cut in _CLAUSE_BREAK.finditer(head):
        head = " " * cut.end() + head[cut.end() :]
    before = [
        m
        for m in _THING.finditer(head, _why_ends(head))
        if not (
            _DOES.match(head, m.end())
            or _SUCH_AS_HAVE.match(head, m.end())
            or head.endswith(("有限", "股份", "责任"), 0, m.start())
        )
    ]
    if word == "条" and before and not _BESIDE.fullmatch(head, before[-1].end()):
        return word  # 威马汽车存在37条被执行人信息
    if word == "个":
        before = [m for m in before if m.group() != "公司" or not THE_FIRM.search(head, 0, m.end())]
    else:
        # 前三季度销毁|200万件, 账户内共有泰达币|310万枚: when and where.
        before = [m for m in before if m.group() != "季度" and head[m.end() : m.end() + 1] not in _INSIDE]
    before = [m for m in before if not (m.group() == "季度" and head[m.start() - 1] in "一二三四")]  # 一季度|15个
    before = [
        m
        for m in before
        if m.group() not in _NOT_BUSINESSES or (word not in ("家", "间") and _SO_MANY.fullmatch(head, m.end()))
    ]
    if word in ("家", "间"):
        before = [m for m in before if m.group() not in _GOODS]  # 甲乙食品关店|80家
    if word in _OF_GOODS:
        before = [m for m in before if not _NO_GOODS.fullmatch(m.group())]  # 会同通信部门关停|23万张
    if word in _BUSINESS:
        before = [m for m in before if m.group() != "股份"]  # 某某股份被封|37个: the end of a name
    if before and word in ("家", "间") and _is_named(head, before[-1]):
        return word
    if not before or (tail and not _NO_NOUN.match(tail) and not _BESIDE.fullmatch(head, before[-1].end())):
        return word  # 领域共有37笔融资 counts no fields: what is counted stands behind, by a name unknown here.
    return before[-1].group()


THE_FIRM = re.compile(r"(?:[^\u4e00-\u9fff]|其中|[母本我该])公司\Z")
"""12个账户被冻结，其中公司|5个: whose they are, and not what is counted"""
_WHY = re.compile("因[^，。；因]{2,8}[被遭]")


def _why_ends(head: str) -> int:
    """Where the reason ends that a clause gives for what was done: 因售卖假货商品|被冻结的有3,100个."""
    why = _WHY.search(head) if "因" in head else None
    return why.end() if why else 0


_NAMED_BY = frozenset("银行 券商 餐厅 酒店 书店 超市 影城 影院 医院 学校 饭店".split())
_NO_NAME = re.compile(
    r"[关停撤销裁开闭增退出吊注倒有约近及和与的类]|[增新]设\Z|涉及|包括|国有|商业|村镇|股份制|外资|民营|中小|城市|农村|大型|上市|全国|其中|[省市县区]|连锁|实体|线下|门店|大行|政策|住宿|电影|快捷|经济|星级|五星|高端|公立|民办|私立|营利"
)


def _is_named(head: str, last: re.Match[str]) -> bool:
    """Whether what stands right before a figure is the end of a name and not what is counted: 某某银行|72家."""
    if last.group() not in _NAMED_BY or last.end() < len(head):
        return False
    stem = re.split(r"[^\u4e00-\u9fff]", head[: last.start()])[-1]
    return 2 <= len(stem) <= 5 and _NO_NAME.search(stem) is None


def thing_at(text: str, position: int) -> re.Match[str] | None:
    """A thing counted that begins right here (超5万卖家, 5万多中国卖家)."""
    of = _OF_WHERE.match(text, position)
    return _THING.match(text, of.end() if of else position)


_OF_WHERE = re.compile("(?:带货|中国|国内|大陆|内地|全国|全球|海外|境外|本土|本地|深圳|跨境|第三方|中小|头部|活跃)+")


def thing_near(text: str) -> str | None:
    """The first thing counted that a short text names before it breaks off."""
    cut = _CLAUSE_BREAK.search(text)
    found = _THING.search(text[: cut.start()] if cut else text)
    return found.group() if found else None
