"""When and by which machine the page was made."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "page clocks"
WHY = "When a page was put together, and by which machine, is new with every request."

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[ap]\.?m\.?)?(?: ?(?:utc|gmt|[a-z]{3,4}|[+-]\d{2}:?\d{2}))?"
_DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:\d{1,2} )?[a-z]{3,9}\.? (?:\d{1,2},? )?\d{4}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)"
)
_STAMP = rf"(?:{_DAY}(?:T|,? (?:at )?| ?))?{_CLOCK}Z?"
_MADE = (
    r"(?:page |this page was |report )?(?:generated|rendered|served|loaded|retrieved|refreshed|cached|built|printed)"
)
_SHAPE = re.compile(
    rf"{_MADE}(?: (?:on|at))?:? {_STAMP}(?: by [a-z0-9.-]{{1,60}})?\.?"
    rf"|(?:{_MADE} )?(?:in )?\d{{1,5}}(?:\.\d{{1,6}})? ?(?:ms|milliseconds|s|sec|seconds)\.?"
    rf"|(?:served|generated|delivered) by:? (?=[a-z.-]{{0,40}}\d)[a-z0-9][a-z0-9.-]{{1,60}}"
    rf"|(?:server|node|host|pod|instance|edge|pop)(?: ?(?:id|name))? ?[:#] ?[a-z0-9][a-z0-9.-]{{1,60}}"
    rf"|(?:current|local|server) time:? {_STAMP}"
    rf"|(?:页面)?(?:生成|加载|渲染)(?:于|时间|用时|耗时):? ?(?:{_STAMP}|\d{{1,5}}(?:\.\d{{1,6}})? ?(?:毫秒|秒|ms))"
    rf"|(?:(?:all )?times (?:are )?in [a-z/_]{{2,30}}[.,;]? )?(?:it is |the time is )?now:? {_STAMP}\.?"
    rf"|today(?: is|['’]s date(?: is)?)?:? (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?{_DAY}\.?"
    rf"|今天(?:是|日期)?:? ?{_DAY}(?: ?星期[一二三四五六日天])?"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)"
    rf"|(?:当前|服务器|北京)时间:? ?{_STAMP}",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("Generated at 12:03:11 by web-7", "Generated at 12:09:41 by web-3"),
    catches("Page rendered on 2026-02-10 12:03:11 UTC", "Page rendered on 2026-02-11 08:00:59 UTC"),
    catches("Generated in 0.214 seconds", "Generated in 0.198 seconds"),
    catches("Served by fra-03", "Served by ams-11"),
    catches("Node: fra-03.northwind", "Node: ams-11.northwind"),
    catches("Current time: 10 February 2026, 12:03", "Current time: 10 February 2026, 12:04"),
    catches("页面生成时间：2026-02-10 12:03:11", "页面生成时间：2026-02-11 08:00:59"),
    catches("Today is Thursday, November 26, 2026", "Today is Friday, November 27, 2026"),
    catches("Now 10:01:22.", "Now 10:07:41."),
    catches("今天是2026年11月26日 星期四", "今天是2026年11月27日 星期五"),
    catches("2026-04-01T00:00:00Z", "2026-04-02T09:30:00+02:00"),
    spares("Today we keep your data in Ireland", "Today we keep your data in Iceland"),
    spares("Served by Northwind Ltd.", "Served by Harbor Ltd."),
    spares("Support answers by 12:00.", "Support answers by 18:00."),
    spares("Last updated: 10 February 2026", "Last updated: 22 April 2026"),
    spares("Served within 30 days", "Served within 60 days"),
    spares("Generated content is yours", "Generated content is ours"),
    spares("Host: Northwind Ltd, Ireland", "Host: Northwind Inc, Delaware"),
    spares("当前时间段内免费", "当前时间段内收费"),
)
