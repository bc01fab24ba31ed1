"""Buttons of the site around the document."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "button labels"
WHY = "A button's label is part of the site, not of the document."

_LABEL = (
    r"(?:log ?in|log ?out|sign (?:in|up|out)|register|get started(?: free| now)?|start (?:now|free trial"
    r"|building|for free)|try (?:it )?(?:now|free|for free)"
    r"|contact (?:us|sales|support)|book a demo|request a demo|talk to sales|download(?: pdf| as pdf"
    r"| the app)?|print(?: this page)?|copy(?: link| to clipboard)?|copied!?"
    r"|share(?: this page| on (?:x|twitter|facebook|linkedin|whatsapp|reddit|wechat|weibo))?|copy page|view as markdown"
    r"|ask (?:ai|a question)(?: about this page)?"
    r"|(?:edit|view|improve|suggest edits to) this page(?: on git(?:hub|lab))?"
    r"|(?:suggest (?:an )?edits?|edit|view source|improve)(?: this page)? on git(?:hub|lab)|suggest (?:an )?edits?"
    r"|report (?:a problem|an issue|this page)|listen to (?:this )?(?:page|article)"
    r"|accept|reject|search|subscribe|follow us|close|open|submit|send|cancel|ok|continue|dark mode"
    r"|light mode|toggle (?:theme|menu|navigation)|opens? in (?:a )?new (?:tab|window)"
    r"|loading(?:\.\.\.|…)?|please wait(?:\.\.\.|…)?|登录|注册|退出(?:登录)?|立即(?:体验|注册|使用|试用)"
    r"|免费试用|联系(?:我们|客服|销售)|下载(?:APP|PDF)?|打印|复制(?:链接)?"
    r"|分享(?:到|至)?:?(?: ?(?:微信|微博|朋友圈|qq(?:空间)?)){0,5}|在线(?:客服|咨询)|意见反馈"
    r"|搜索|关闭|提交|取消|确定"
    r"|加载中(?:\.\.\.|…)?)"
)
_SHAPE = re.compile(rf"{_LABEL}(?:[ |/·]{{0,9}}{_LABEL}){{0,5}}", re.IGNORECASE)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("Log in", "Sign in"),
    catches("", "Download PDF"),
    catches("Log in | Sign up", ""),
    catches("Loading…", ""),
    catches("", "Copy linkShare on X"),
    catches("", "Ask AI about this page"),
    catches("Edit this page on GitHub", ""),
    catches("Edit this page", "Suggest an edit on GitHub"),
    catches("", "分享到：微信 微博"),
    catches("在线客服", ""),
    spares("Accept these terms or do not use the service", ""),
    catches("", "立即体验"),
    spares("Sign in to exercise your rights.", "Write to us to exercise your rights."),
    spares("Cancel at any time", "Cancel at the end of the term"),
    spares("You may download your data.", ""),
)
