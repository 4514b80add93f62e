"""A small place for tests of apps: a city, two offices, people with and without roles. Arranged, not acted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded


@dataclass(slots=True)
class SmallPlace:
    """Ids of what was arranged."""

    at: datetime
    city: UUID
    office: UUID
    other_office: UUID

    def person(self, name: str, *permissions: str, body: UUID | None = None) -> Person:
        """An active account that holds the permissions in a body (the office by default) and below."""
        from congress.platform.access.models import Grant, Role, RolePermission
        from congress.platform.identity.models import Account

        with unguarded("fixtures"):
            account = Account(
                username=name,
                display_name=name,
                password="!",
                password_changed_at=self.at,
                created_at=self.at,
                must_change_password=False,
            )
            account.save(force_insert=True)
            if permissions:
                role = Role(code=f"role-{name}", title=f"role of {name}")
                role.save(force_insert=True)
                RolePermission.objects.bulk_create(
                    [RolePermission(role=role, code=each) for each in permissions]
                )
                Grant(
                    account=account, role=role, body_id=body or self.office, from_date=date(2020, 1, 1)
                ).save()
        return Person(account.pk)


def small_place(*, at: datetime) -> SmallPlace:
    """Arrange a city with two offices."""
    from congress.platform.organisation.models import Body

    with unguarded("fixtures"):
        city = _body(None, "010000", "云川市人民代表大会常务委员会", "standing_committee", "0001")
        office = _body(city, "010001", "云川市人大常委会办公室", "office", "00010001")
        other = _body(city, "010002", "云川市财政局", "department", "00010002")
    assert Body.objects.count() >= 3
    return SmallPlace(at=at, city=city.pk, office=office.pk, other_office=other.pk)


def _body(parent: object, code: str, name: str, kind: str, path: str):  # type: ignore[no-untyped-def]
    from congress.platform.organisation.models import Body

    body = Body(
        code=code,
        name=name,
        kind=kind,
        level="city",
        region_code="449900",
        parent=parent,
        path=path,
        active_from=date(2020, 1, 1),
    )
    body.save(force_insert=True)
    return body


def names(rows: Sequence[object]) -> list[str]:
    """Rows as people call them."""
    return [str(row) for row in rows]
