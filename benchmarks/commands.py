"""Commands a second through the door, with audit and outbox, beside a bare transaction that writes the same row."""

from __future__ import annotations

from datetime import UTC, date, datetime

from benchmarks.measuring import Figure, database, own_place, report, seconds

ROUNDS = 400


def main() -> None:
    """Measure and print."""
    with own_place():
        _measure()


def _measure() -> None:
    from django.db import transaction

    from congress.platform.access.models import Grant, Role, RolePermission
    from congress.platform.core.actors import Person, System
    from congress.platform.core.guard import unguarded
    from congress.platform.core.ids import new_id
    from congress.platform.identity.models import Account
    from congress.platform.organisation.models import Body, Post
    from congress.platform.organisation.permissions import OrganisationPermission as P
    from congress.platform.organisation.services import create_post, found_place

    at = datetime(2026, 3, 2, tzinfo=UTC)
    root = found_place(
        actor=System("console"),
        at=at,
        code="B",
        name="测量市",
        kind="place",
        level="city",
        region_code="990100",
        active_from=date(2021, 1, 1),
    )
    with unguarded("fixtures"):
        account = Account(
            username="b", display_name="b", password="!", password_changed_at=at, created_at=at  # noqa: S106
        )
        account.save()
        role = Role(code="b", title="b")
        role.save()
        RolePermission(role=role, code=P.MANAGE_PEOPLE).save()
        Grant(account=account, role=role, body=Body.objects.get(), from_date=date(2021, 1, 1)).save()

    def bare() -> None:
        for _ in range(ROUNDS):
            with transaction.atomic(), unguarded("fixtures"):
                Post(body_id=root, title=str(new_id())).save(force_insert=True)

    def by(actor: Person | System) -> None:
        for _ in range(ROUNDS):
            create_post(actor=actor, at=at, target=root, title=str(new_id()))

    bare_rate = ROUNDS / seconds(bare)
    person_rate = ROUNDS / seconds(lambda: by(Person(account.pk)))
    system_rate = ROUNDS / seconds(lambda: by(System("console")))
    report(
        f"Commands through the door ({database()})",
        [
            Figure("bare transaction, one insert", bare_rate, "a second", "1.0"),
            Figure("command by a person", person_rate, "a second", f"{bare_rate / person_rate:.1f}× the cost"),
            Figure("command by the platform", system_rate, "a second", f"{bare_rate / system_rate:.1f}× the cost"),
        ],
    )


if __name__ == "__main__":
    main()
