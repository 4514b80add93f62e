"""Pairs of indicator names of our own writing, labelled by hand: the same thing or not, with hard negatives."""

from __future__ import annotations

from congress.apps.performance.domain import parse_target
from congress.apps.performance.domain.comparing.matching import Item, unit_family
from congress.apps.performance.domain.comparing.meaning import meaning_of
from congress.standards.indicators.meanings import vocabulary

# Level-1 code, name, value | level-1 code, name, value. One pair a line.
SAME = """
output 组织代表培训期数 2期 | output 代表履职培训班期数 3期
output 举办人大代表培训班次数 ≥2次 | output 代表培训期数 2期
output 完成专题调研次数 5次 | output 专题调研数量 8次
output 开展执法检查次数 4次 | output 执法检查数量 ≥3次
output 制定地方性法规数量 2件 | output 制定法规数 3部
output 微信公众号发布条数 ≥300条 | output 人大公众号发布数量 260条
output 印制代表刊物份数 1200份 | output 印制代表杂志数量 1000份
output 召开人民代表大会次数 1次 | output 组织召开人代会会议次数 1次
output 代表联络站运行数量 36个 | output 代表之家个数 40个
output 听取专项工作报告项数 12项 | output 听取专项报告数量 ≥10项
output 制作短视频数量 10个 | output 宣传片制作数量 6部
output 基层立法联系点数量 12个 | output 立法联系点个数 10个
output 系统故障及时修复率 ≥95% | output 故障及时解决率 ≥98%
output 季度分析报告按时完成率 100% | output 季度分析报告完成及时率 100%
output 代表建议办结率 ≥98% | output 议案建议办结率 100%
output 代表建议按期答复率 100% | output 代表意见建议答复率 100%
output 培训考核合格率 ≥95% | output 轮训考核合格率 ≥90%
output 设备验收合格率 100% | output 设备验收合格率（%） ≥98%
output 会议费控制数 ≤150万元 | cost 会议费控制数 ≤1500000元
output 2025年度预算审查完成及时率 100% | output 预算审查监督工作及时率 100%
benefit 为全市经济社会发展提供法治保障 长期 | benefit 为经济社会发展提供法治保障（是/否） 是
benefit 扩大人民代表大会制度影响力（是/否） 是 | benefit 进一步扩大人大制度的影响力 100%
benefit 推动代表建议落地见效 是 | benefit 推动代表意见建议落地见效（是/否） 是
benefit 群众对人大工作知晓率 ≥80% | benefit 社会公众对人大工作的知晓度 ≥85%
benefit 执法检查问题整改率 ≥85% | benefit 执法检查发现问题整改完成率 ≥90%
benefit 助力生态环境持续改善 是 | benefit 助力生态环境改善（是/否） 是
satisfaction 人大代表满意度 ≥95% | satisfaction 市人大代表满意率 ≥90%
satisfaction 参训人员满意度 ≥95% | satisfaction 培训学员满意率 ≥96%
satisfaction 常委会组成人员满意度 ≥95% | satisfaction 人大常委会委员满意度 ≥95%
satisfaction 机关干部满意度 ≥90% | satisfaction 市人大机关干部满意度 ≥92%
satisfaction 社会公众满意度 ≥80% | satisfaction 群众满意度 ≥85%
satisfaction 代表对会议服务的满意度 ≥95% | satisfaction 人大代表对会议服务满意率 ≥95%
output 运维服务设施数量 5个 | output 运行维护设施个数 6个
output 来信来访办结率 ≥95% | output 信访办结率 100%
output 因公出国团组数 2个 | output 出访团组数量 1个
output 干部轮训覆盖率 100% | output 干部培训覆盖率 ≥95%
"""
APART = """
output 代表培训期数 2期 | output 代表培训人次 300人次
output 代表培训期数 2期 | satisfaction 代表培训满意度 ≥95%
output 代表培训人数 200人 | output 代表培训考核合格率 ≥95%
output 代表建议办结率 ≥98% | satisfaction 代表建议办理满意度 ≥95%
output 代表建议办结率 ≥98% | output 代表建议采纳率 ≥60%
output 代表建议件数 150件 | output 代表建议办结率 100%
output 立法工作完成率 ≥90% | output 调研工作完成率 ≥90%
output 立法工作及时率 ≥95% | output 预算审查及时率 ≥95%
output 宣传工作达标率 100% | output 运维工作达标率 100%
output 立法论证会次数 4次 | output 代表大会次数 1次
output 立法联系点数量 12个 | output 代表联络站数量 36个
output 执法检查次数 4次 | output 专题询问次数 1次
output 执法检查次数 4次 | benefit 执法检查问题整改率 ≥85%
output 公众号发布条数 300条 | output 宣传视频数量 10个
output 宣传活动次数 12次 | output 培训活动次数 12次
output 征订刊物份数 470份 | output 公众号发布数量 700条
output 制定法规数量 2件 | output 听取专项报告数量 12项
output 调研报告数量 5篇 | output 季度分析报告数量 4份
output 常委会会议次数 8次 | output 人民代表大会会议次数 1次
output 代表视察次数 3次 | output 专题调研次数 3次
output 故障修复及时率 ≥95% | output 调研进度及时率 ≥95%
output 系统可用率 ≥99% | output 系统验收合格率 100%
output 会议费控制数 ≤150万元 | output 培训费标准 ≤550元
output 采购成本超支率 ≤0% | output 会议成本超支率 ≤0%
satisfaction 人大代表满意度 ≥95% | satisfaction 社会公众满意度 ≥80%
satisfaction 人大代表满意度 ≥95% | satisfaction 常委会组成人员满意度 ≥95%
satisfaction 机关干部满意度 ≥95% | satisfaction 参训人员满意度 ≥95%
satisfaction 宣传工作满意度 ≥95% | satisfaction 运维保障服务满意度 ≥95%
satisfaction 人大代表满意度 ≥95% | satisfaction 代表建议办理满意度 ≥95%
benefit 为经济社会发展提供法治保障 是 | benefit 为生态环境保护提供监督保障 是
benefit 助推公共服务均衡发展 是 | benefit 助推制造业高质量发展 是
benefit 提高代表履职能力 是 | benefit 提高机关干部能力 是
benefit 扩大人大制度影响力 是 | benefit 凝聚建设幸福城市的合力 是
output 选民登记准确率 100% | output 代表建议答复率 100%
output 选举办公室数量 32个 | output 代表联络站数量 32个
output 出国团组数 2个 | output 培训班期数 2期
output 信访办结率 100% | output 代表建议办结率 100%
output 工作任务完成及时率 ≥90% | output 调研任务完成及时率 ≥90%
"""

# Written after the words of the vocabulary stood: what it makes of names nobody had in mind.
SAME_UNSEEN = """
output 组织代表集中视察次数 2次 | output 代表视察活动场次 3次
output 代表培训参训率 ≥90% | output 培训班参训率 ≥95%
output 门户网站更新信息条数 500条 | output 网站信息更新数量 450条
output 规范性文件备案审查件数 40件 | output 备案审查规范性文件数量 35件
output 民生实事项目票决数量 10个 | output 票决民生实事项目个数 12个
output 会议材料印刷合格率 ≥98% | output 会议材料印制合格率 100%
output 档案数字化页数 2万页 | output 完成档案数字化加工页数 3万页
output 接待群众来访批次 200批 | output 接待来访群众批次 180批
output 任免国家机关工作人员人次 50人次 | output 人事任免人次 60人次
output 印发公报期数 6期 | output 常委会公报印发期数 6期
cost 公务用车运行维护费控制数 ≤20万元 | cost 公务用车运维费控制数 ≤18万元
benefit 代表履职能力提升 显著 | benefit 提升代表履职能力（是/否） 是
benefit 推动民生问题解决数量 ≥30个 | benefit 推动解决民生问题个数 ≥20个
satisfaction 选民满意度 ≥90% | satisfaction 选民对代表履职满意度 ≥90%
satisfaction 基层单位满意度 ≥90% | satisfaction 基层单位对培训的满意度 ≥90%
"""
APART_UNSEEN = """
output 代表视察次数 2次 | output 代表约见次数 2次
output 网站信息更新数量 450条 | output 公众号信息发布数量 450条
output 规范性文件备案审查件数 40件 | output 听取审议报告件数 40件
output 民生实事项目票决数量 10个 | benefit 民生实事项目完成率 100%
output 档案数字化页数 2万页 | output 会议材料印刷页数 2万页
output 接待群众来访批次 200批 | output 群众来信办理件数 200件
output 任免人员人次 50人次 | output 宪法宣誓人次 50人次
output 公报期数 6期 | output 代表培训期数 6期
cost 公务用车运行维护费控制数 ≤20万元 | cost 公务接待费控制数 ≤20万元
output 设备采购数量 30台 | output 设备报废数量 30台
output 软件系统升级数量 2个 | output 软件系统运维数量 2个
output 镇级人大主席培训人次 32人次 | output 人大代表培训人次 320人次
benefit 提升依法监督实效 是 | benefit 提升依法立法质量 是
satisfaction 选民满意度 ≥90% | satisfaction 代表满意度 ≥90%
output 议案审议数量 3件 | output 建议办理数量 150件
"""


def item(text: str) -> Item:
    """An indicator as it is compared, from level, name and value."""
    level, name, value = text.split()
    words = vocabulary()
    return Item(text, meaning_of(name), level, unit_family(parse_target(value), words=words))


def pairs(lines: str) -> list[tuple[Item, Item]]:
    """The pairs of one label."""
    return [(item(one), item(two)) for one, two in (line.split(" | ") for line in lines.strip().splitlines())]
