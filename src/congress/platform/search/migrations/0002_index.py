"""The table of tokens: full-text on SQLite, tsvector on PostgreSQL."""

from typing import Any

from django.db import migrations

from congress.platform.search.indexes import index


def create(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        index(schema_editor.connection.vendor).create(cursor)


def drop(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        index(schema_editor.connection.vendor).drop(cursor)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]

    operations = [migrations.RunPython(create, drop)]
