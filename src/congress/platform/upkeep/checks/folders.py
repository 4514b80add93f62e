"""Folders: the data can be written, is read by nobody else, lies apart from the keys, and has room to grow."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from congress.platform.upkeep.contracts import Finding, Level

GIB = 1024**3
SCARCE_BYTES = 5 * GIB
EXHAUSTED_BYTES = GIB
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def writable() -> Finding:
    """A file can be written into the data folder."""
    title = _("数据目录")
    probe = Path(settings.DATA_DIR) / "tmp" / f"probe-{os.getpid()}"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"probe")
        probe.unlink()
    except OSError as broken:
        return Finding(
            "folder",
            Level.FAILING,
            title,
            _("数据目录不能写入（{reason}）。").format(reason=broken.strerror or type(broken).__name__),
            _("请检查磁盘是否已满、目录的属主和权限是否正确。"),
        )
    return Finding("folder", Level.GOOD, title, _("数据目录可以写入。"))


def room() -> Finding:
    """How much room the disk of the data folder has left."""
    title = _("磁盘空间")
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return Finding(
            "disk", Level.FAILING, title, _("读不到数据目录所在磁盘的空间。"), _("请检查数据目录是否还在。")
        )
    sentence = _("数据目录所在磁盘还剩 {free:.1f} GiB。").format(free=free / GIB)
    if free < EXHAUSTED_BYTES:
        advice = _("请立即清理磁盘或扩容；空间用尽后平台不能保存任何内容。")
        return Finding("disk", Level.FAILING, title, sentence, advice)
    if free < SCARCE_BYTES:
        return Finding("disk", Level.WARNING, title, sentence, _("请尽快清理磁盘或扩容。"))
    return Finding("disk", Level.GOOD, title, sentence)


def private() -> list[Finding]:
    """Data and keys are closed to other accounts of the machine, and the keys do not lie among the data."""
    data, keys = Path(settings.DATA_DIR), Path(settings.KEY_DIR)
    found = []
    if keys == data or data in keys.parents:
        found.append(
            Finding(
                "keys.apart",
                Level.FAILING,
                _("密钥目录"),
                _("密钥目录在数据目录里面，备份数据时会把密钥一起带走。"),
                _("请把密钥目录移到别处，并用 RENDA_KEYS 指明。"),
            )
        )
    open_keys = [each for each in (keys, *keys.glob("*.key")) if _open_to_others(each)]
    if open_keys:
        found.append(
            Finding(
                "keys.open",
                Level.FAILING,
                _("密钥目录"),
                _("本机的其他账号可以读到密钥：{names}。").format(
                    names="、".join(each.name for each in open_keys)
                ),
                _("请收回权限：目录 700，文件 600。"),
            )
        )
    if _open_to_others(data):
        found.append(
            Finding(
                "folder.open",
                Level.FAILING if settings.PRODUCTION else Level.WARNING,
                _("数据目录"),
                _("本机的其他账号可以进入数据目录。"),
                _("请把数据目录的权限改为 700。"),
            )
        )
    return found


def _open_to_others(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & OTHERS)
    except FileNotFoundError:
        return False
