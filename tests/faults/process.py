"""A real process of the platform, with the planted module: `python -m tests.faults.process worker | web PORT`."""

from __future__ import annotations

import os
import sys


def main(role: str, *more: str) -> None:
    """Run the worker or the web server as the platform itself does."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "congress.config.settings"
    import django
    from django.conf import settings

    django.setup()
    from congress.config.running import run_web, run_worker, stop_on_signal
    from congress.platform.core.registry import register
    from tests.faults.planted import manifest

    register(manifest())
    if role == "worker":
        run_worker(stop_on_signal())
    else:
        settings.ROOT_URLCONF = "tests.faults.urls"
        run_web(host="127.0.0.1", port=int(more[0]), descriptor=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
