"""Common Chinese surnames with their pinyin, most common first, double surnames last.

The order follows the published rank lists of household registration roughly; nothing but the
order of tiles on a screen depends on it. Pinyin is without tones, ü written v as on a keyboard.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Surname:
    hanzi: str
    pinyin: str


_TABLE = """
王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu
郭guo 何he 林lin 罗luo 高gao 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 邓deng 冯feng 曹cao
彭peng 曾zeng 肖xiao 田tian 董dong 潘pan 袁yuan 蔡cai 蒋jiang 余yu 于yu 杜du 叶ye 程cheng 魏wei
苏su 吕lv 丁ding 任ren 卢lu 姚yao 沈shen 钟zhong 姜jiang 崔cui 谭tan 陆lu 范fan 汪wang 廖liao
石shi 金jin 韦wei 贾jia 夏xia 付fu 方fang 邹zou 熊xiong 白bai 孟meng 秦qin 邱qiu 侯hou 江jiang
尹yin 薛xue 闫yan 阎yan 段duan 雷lei 龙long 黎li 史shi 陶tao 贺he 毛mao 郝hao 顾gu 龚gong 邵shao
万wan 覃qin 武wu 钱qian 戴dai 严yan 莫mo 孔kong 向xiang 常chang 汤tang 康kang 易yi 乔qiao 赖lai
文wen 傅fu 温wen 庄zhuang 殷yin 施shi 章zhang 牛niu 樊fan 葛ge 邢xing 安an 齐qi 倪ni 柳liu
申shen 耿geng 鲁lu 聂nie 焦jiao 路lu 岳yue 梅mei 祝zhu 左zuo 毕bi 关guan 辛xin 管guan 盛sheng
骆luo 柏bai 裴pei 舒shu 詹zhan 苗miao 欧ou 曲qu 俞yu 甘gan 单shan 包bao 涂tu 解xie 艾ai 游you
古gu 符fu 翁weng 宁ning 边bian 卓zhuo 凌ling 尤you 牟mu 祁qi 阮ruan 纪ji 卫wei 储chu 简jian
项xiang 童tong 桂gui 屈qu 麦mai 丘qiu 区ou 查zha 仇qiu
欧阳ouyang 上官shangguan 司马sima 诸葛zhuge 司徒situ 皇甫huangfu 尉迟yuchi 夏侯xiahou 慕容murong
令狐linghu 东方dongfang 端木duanmu 公孙gongsun 南宫nangong 独孤dugu
"""


def _surname(entry: str) -> Surname:
    hanzi = "".join(sign for sign in entry if not sign.isascii())
    return Surname(hanzi, entry[len(hanzi) :])


SURNAMES: tuple[Surname, ...] = tuple(_surname(entry) for entry in _TABLE.split())
