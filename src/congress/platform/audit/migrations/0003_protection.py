"""The database itself refuses to change or remove rows of the trail and its seals."""

from typing import Any

from django.db import migrations

from congress.platform.audit.protection import protection


def put_up(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        protection(schema_editor.connection.vendor).put_up(cursor)


def take_down(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        protection(schema_editor.connection.vendor).take_down(cursor)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_verification")]

    operations = [migrations.RunPython(put_up, take_down)]
