"""The commands that run a place: serve and its processes, migrate, init, demo, check."""

from __future__ import annotations

import os
from pathlib import Path

import click

from congress.config.demonstration import build_demonstration, read_accounts
from congress.config.lock import FolderTaken, folder_lock
from congress.config.preparing import Folders, NotPrepared, prepare
from congress.config.supervisor import AddressUnusable, Plan, PortTaken, Supervisor, listen

PORTS = click.IntRange(1, 65535)


def both(chinese: str, english: str) -> str:
    """A help text in both languages."""
    return f"{chinese}\n\n{english}"


def _folders() -> Folders:
    from django.conf import settings

    is_embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    return Folders(data=settings.DATA_DIR, keys=settings.KEY_DIR, is_embedded=is_embedded)


@click.command(
    help=both(
        "启动整个平台：网页、后台工作和定时任务，由一个主管进程看护，意外退出的会自动重启。",
        "Run the whole platform: web, worker and ticker under one supervisor that restarts what dies.",
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。Address to listen on.")
@click.option("--port", type=PORTS, default=8000, help="监听端口。Port to listen on.")
@click.option(
    "--workers", default=0, help="网页进程数，默认每个处理器核心一个。Web processes, one a core by default."
)
@click.option(
    "--prepare/--no-prepare",
    "wants_preparation",
    default=True,
    help="先更新数据库。Bring the database up to date first.",
)
@click.option(
    "--demonstration",
    is_flag=True,
    help="首次启动时建立演示地区。Build the demonstration place on the first start.",
)
def serve(host: str, port: int, workers: int, wants_preparation: bool, demonstration: bool) -> None:
    """Supervise a place."""
    folders = _folders()
    plan = Plan(host=host, port=port, web_processes=workers)
    try:
        with folder_lock(folders.data):
            listening = listen(host, port)
            if wants_preparation:
                prepare(folders, demonstration=demonstration)
            Supervisor(plan, answered=lambda plan: _greet(plan, folders.data)).run(listening)
    except FolderTaken as taken:
        who = f"（进程 process {taken.holder}）" if taken.holder else ""
        raise click.ClickException(
            f"数据目录 {taken.folder} 已由另一个平台进程使用{who}，请先停止它，或用 RENDA_DATA 指定另一个目录。\n"
            "The data folder is already served by another process. Stop that one, or name another folder by RENDA_DATA."
        ) from None
    except PortTaken:
        raise click.ClickException(
            f"端口 {port} 已被其他程序占用。请停止那个程序，或换一个端口：congress serve --port {port + 1}"
            f"（make run PORT={port + 1}）。\n"
            f"Port {port} is taken by another program. Stop it, or choose another port."
        ) from None
    except AddressUnusable as refusal:
        raise click.ClickException(
            f"不能在 {host}:{port} 上监听（{refusal}）。请换一个地址或端口。\n"
            f"Cannot listen on {host}:{port}. Choose another address or port."
        ) from None
    except NotPrepared as failed:
        raise click.ClickException(
            f"准备工作“{failed}”没有完成，平台未启动。请查看上面的说明。\n"
            f"The preparation step “{failed}” failed, so nothing was started. See the lines above."
        ) from None


def _greet(plan: Plan, data_dir: Path) -> None:
    lines = ["", f"  数字人大已启动 The platform is running: {plan.address}", "  停止 Stop: Ctrl-C", ""]
    accounts = read_accounts(data_dir)
    if accounts:
        lines += ["  演示账号（只能在本机登录） Demonstration accounts (sign in from this machine only):"]
        width = max(len(each.username) for each in accounts)
        lines += [f"    {each.username:<{width}}  {each.password}  {each.duty}" for each in accounts]
        lines += [""]
    click.echo("\n".join(lines))


@click.command(help=both("只运行网页服务。", "Run the web server alone."))
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。Address to listen on.")
@click.option("--port", type=PORTS, default=8000, help="监听端口。Port to listen on.")
@click.option("--descriptor", type=int, hidden=True)
def web(host: str, port: int, descriptor: int | None) -> None:
    """One web process."""
    from congress.config.running import run_web

    run_web(host=host, port=port, descriptor=descriptor)


@click.command(
    help=both(
        "只运行后台工作进程：投递事件、执行后台工作。", "Run the worker alone: deliver events, run jobs."
    )
)
def work() -> None:
    """One worker."""
    from congress.config.running import run_worker, stop_on_signal

    stop = stop_on_signal()
    _start_django()
    run_worker(stop)


@click.command(
    help=both(
        "只运行定时进程：到时间就排队执行定时任务。",
        "Run the ticker alone: queue what the schedules say is due.",
    )
)
def tick() -> None:
    """One ticker."""
    from congress.config.running import run_ticker, stop_on_signal

    stop = stop_on_signal()
    _start_django()
    run_ticker(stop)


@click.command(help=both("把数据库更新到当前版本。", "Bring the database up to the present version."))
@click.option(
    "--check", "only_check", is_flag=True, help="只检查是否需要更新。Only say whether anything is to be done."
)
def migrate(only_check: bool) -> None:
    """Apply migrations."""
    _start_django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and only_check:
        raise click.ClickException(
            f"数据库还有 {len(waiting)} 步更新没有执行，请运行 congress migrate。\n"
            f"{len(waiting)} migrations are to be applied: run congress migrate."
        )
    if only_check:
        return
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
        click.echo(f"数据库已更新（{len(waiting)} 步） database brought up to date ({len(waiting)} steps)")
    _install_roles()


@click.command(
    help=both(
        "首次启用时建立三位管理员（系统、安全、审计），并显示一次性密码。已有管理员时不再建立。",
        "Make the three administrators of a new place and show their one-time passwords, once.",
    )
)
def init() -> None:
    """Make the administrators."""
    _start_django()
    from congress.config.first_start import make_administrators
    from congress.platform.core import clock

    made = make_administrators(at=clock.now())
    if not made:
        raise click.ClickException(
            "三位管理员都已存在，没有改动。忘记密码请由系统管理员重置。\n"
            "The administrators exist already; nothing was changed. A forgotten password is reset by one of them."
        )
    click.echo("一次性密码只显示这一次，首次登录时必须修改 one-time passwords, shown only now:")
    for administrator, password in made:
        click.echo(f"  {administrator.username:<12} {password}  {administrator.title}")


@click.command(
    help=both(
        "在空的数据目录里建立演示地区（虚构的城市、机构和人员）。已有数据时拒绝执行。",
        "Build the demonstration place (an invented city) in an empty place. Refuses where there is data already.",
    )
)
@click.option(
    "--if-empty", is_flag=True, help="已有数据时什么也不做。Do nothing where there is data already."
)
def demo(if_empty: bool) -> None:
    """Build the demonstration place."""
    _start_django()
    from django.conf import settings

    from congress.platform.core import clock
    from congress.platform.identity.models import Account

    if Account.objects.exists():
        if if_empty:
            return
        raise click.ClickException(
            "这里已经有账号和数据，演示地区只能建在空的地方。请用 RENDA_DATA 指定一个新的数据目录。\n"
            "There are accounts here already; the demonstration place needs an empty folder (RENDA_DATA)."
        )
    world = build_demonstration(at=clock.now(), data_dir=settings.DATA_DIR)
    click.echo(f"演示地区已建立，账号 {len(world.accounts)} 个 demonstration place built")


@click.command(
    help=both(
        "收集并压缩网页所用的样式、脚本和图标，文件名带摘要，浏览器可长期缓存。",
        "Collect and pack styles, scripts and icons under names that carry a digest.",
    )
)
def assets() -> None:
    """Collect the static files."""
    os.environ["RENDA_COLLECT"] = "1"
    _start_django()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


@click.command(
    help=both(
        "检查配置、清单和数据库是否就绪。", "Check settings, manifests and whether the database is ready."
    )
)
@click.pass_context
def check(context: click.Context) -> None:
    """Run the system checks."""
    _start_django()
    from django.core.management import call_command

    call_command("check", deploy=False)
    context.invoke(migrate, only_check=True)
    from congress.platform.upkeep.api import self_check

    found = self_check()
    for each in found:
        click.echo(f"{each.title}：{each.sentence}{each.advice}")
    if any(each.level == "failing" for each in found):
        raise click.ClickException(
            "有必须处理的问题，请按上面的说明处理。 Something must be put right first; see the lines above."
        )
    click.echo("一切就绪 everything is ready")


def _install_roles() -> None:
    """Roles and permissions that a new version of a module offers come into the place with the migration."""
    from congress.platform.access.api import install_roles
    from congress.platform.core import clock

    install_roles(at=clock.now())


def _start_django() -> None:
    import django

    django.setup()


OWN: tuple[click.Command, ...] = (serve, migrate, init, demo, check, assets, web, work, tick)
