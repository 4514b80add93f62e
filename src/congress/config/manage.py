"""Django's own management commands, for developers: `python -m congress.config.manage`."""

import os
import sys


def main() -> None:
    """Run Django's command line on our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
