"""`congress search`: look after the index from the command line."""

from __future__ import annotations

import click

from congress.platform.core import clock
from congress.platform.core.actors import System
from congress.platform.search.services import start_rebuild


@click.group(name="search")
def cli() -> None:
    """检索：重建检索索引。

    Search: rebuild the index.
    """


@cli.command("rebuild")
def rebuild() -> None:
    """把所有已登记的文字重新切词、重建索引；由后台工作进程完成，期间可照常检索。

    Cut every stored text again, in the background; searching goes on meanwhile.
    """
    job = start_rebuild(actor=System("console"), at=clock.now())
    click.echo(f"已排队，编号 {job}；由后台工作进程完成。 Queued as job {job}.")
