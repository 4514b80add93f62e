"""Settings that are unsafe, each named."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from congress.platform.upkeep.contracts import Finding, Level

SHORTEST_KEY = 40
BUILD = "ui/build.json"


def unsafe() -> list[Finding]:
    """What an installation must not be run with."""
    title = _("安全设置")
    found = []
    if settings.DEBUG:
        found.append(
            Finding(
                "debug",
                Level.FAILING,
                title,
                _("打开了调试方式，出错时会向外人显示程序内部内容。"),
                _("请关闭 DEBUG 后重新启动。"),
            )
        )
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append(
            Finding(
                "secret",
                Level.FAILING,
                title,
                _("网页密钥太短，容易被猜出。"),
                _("请删除密钥目录中的 web.key 后重新启动，平台会生成新的密钥；所有人须重新登录。"),
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Finding(
                "hosts",
                Level.FAILING,
                title,
                _("接受任何网址的访问，容易被冒用。"),
                _("请用 RENDA_HOSTS 列出本单位的网址。"),
            )
        )
    return [*found, *_in_production()] if settings.PRODUCTION else found


def _in_production() -> list[Finding]:
    title = _("安全设置")
    found = []
    if not settings.SECURE_TRANSPORT:
        found.append(
            Finding(
                "https",
                Level.FAILING,
                title,
                _("没有使用 HTTPS，口令和内容会在网络上明文传输。"),
                _("请在前面架设 HTTPS，并设置 RENDA_HTTPS=1。"),
            )
        )
    if os.geteuid() == 0:
        found.append(
            Finding(
                "root",
                Level.WARNING,
                title,
                _("平台以 root 身份运行，一旦被攻破会危及整台服务器。"),
                _("请建立专用的系统账号来运行平台。"),
            )
        )
    return found


def assets() -> list[Finding]:
    """Styles and scripts have been built, and in production packed."""
    title = _("网页样式")
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return []
    if finders.find(BUILD) is None:
        return [
            Finding(
                "assets",
                Level.FAILING,
                title,
                _("网页的样式和脚本还没有构建，页面会没有格式。"),
                _("请在源代码目录运行 make build，或安装正式发布的安装包。"),
            )
        ]
    if settings.PRODUCTION:
        return [
            Finding(
                "assets",
                Level.WARNING,
                title,
                _("网页的样式和脚本没有打包，打开页面会比较慢。"),
                _("请运行 congress assets。"),
            )
        ]
    return []
