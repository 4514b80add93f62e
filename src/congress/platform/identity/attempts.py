"""Slowing down guessing: wrong tries are counted and followed by growing pauses, in the database.

A try is counted before the password is looked at and taken back when it was right, so that many tries at once cannot
slip past the limit together. Tries during a pause are neither looked at nor counted, so a pause always ends. A browser
in which an account was used before has a count of its own: guessers elsewhere cannot shut its owner out.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from congress.platform.core.guard import unguarded
from congress.platform.identity.models import AttemptCount
from congress.platform.identity.policy import Patience, password_policy

DEVICE_SALT = "identity.device"
DEVICE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Tally:
    """Under which keys a try counts: one for a known browser, else one for the name and one for the address."""

    keys: tuple[tuple[str, str], ...]

    @property
    def own_keys(self) -> list[str]:
        """The keys that a right password clears; an address is shared, so only this try is taken back there."""
        return [key for kind, key in self.keys if kind != "address"]

    @property
    def address_keys(self) -> list[str]:
        return [key for kind, key in self.keys if kind == "address"]


def name_digest(username: str) -> str:
    """A keyed digest by which equal names can be recognised and none can be read."""
    return str(salted_hmac("identity.attempts", username, algorithm="sha256").hexdigest()[:40])


def tally_for(*, username: str, address: str, device: str) -> Tally:
    """What a try at signing in counts under. `device` is what the browser remembers of an earlier sign-in."""
    digest = name_digest(username)
    known = _known_device(device, digest)
    if known:
        return Tally((("device", f"device:{known}"),))
    return Tally((("name", f"name:{digest}"), ("address", f"address:{network_of(address)}")))


def tally_for_change(account: object) -> Tally:
    """What a try at one's present password counts under when it is to be changed."""
    return Tally((("change", f"change:{account}"),))


def new_device(username: str) -> str:
    """What a browser remembers of a successful sign-in: signed, bound to the account name, good for a year."""
    return signing.dumps({"name": name_digest(username), "device": secrets.token_hex(12)}, salt=DEVICE_SALT)


def network_of(address: str) -> str:
    """The address as it is counted: IPv4 as it stands, IPv6 by its /64, of which one machine may use all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def count_try(tally: Tally, *, at: datetime) -> timedelta:
    """Count a try. Returns how long is left of a pause that is running; then nothing was counted."""
    with transaction.atomic(), unguarded("lockout"):
        rows = [_row(kind, key, at) for kind, key in tally.keys]
        waits = [row.locked_until - at for row in rows if row.locked_until and row.locked_until > at]
        if waits:
            return max(waits)
        for row in rows:
            _count(row, at)
    return timedelta()


def forgive(tally: Tally) -> None:
    """Take a try back because the password was right; called inside the command that needed it."""
    AttemptCount.objects.filter(key__in=tally.own_keys).delete()
    for row in AttemptCount.objects.select_for_update().filter(key__in=tally.address_keys):
        row.failed_count = max(row.failed_count - 1, 0)
        row.locked_until = None
        row.save(update_fields=["failed_count", "locked_until"])


def lift_pause(username: str) -> None:
    """End the pause of an account name; called inside an administrator's command."""
    AttemptCount.objects.filter(key=f"name:{name_digest(username)}").delete()


def pause_of(username: str, *, at: datetime) -> timedelta:
    """How long an account name still has to wait in browsers that do not know it."""
    row = AttemptCount.objects.filter(key=f"name:{name_digest(username)}", locked_until__gt=at).first()
    return row.locked_until - at if row is not None and row.locked_until else timedelta()


def forget_old(*, at: datetime) -> int:
    """Remove counts whose time is over. Returns how many."""
    removed = 0
    for kind in ("name", "device", "address", "change"):
        limit = at - patience_for(kind).forgotten_after
        with unguarded("lockout"):
            removed += AttemptCount.objects.filter(kind=kind, last_failed_at__lt=limit).delete()[0]
    return removed


def patience_for(kind: str) -> Patience:
    """The patience with one kind of count; changing a password is as patient as a known browser."""
    return password_policy().patience["device" if kind == "change" else kind]


def _row(kind: str, key: str, at: datetime) -> AttemptCount:
    AttemptCount.objects.get_or_create(key=key, defaults={"kind": kind, "last_failed_at": at})
    return AttemptCount.objects.select_for_update().get(key=key)


def _count(row: AttemptCount, at: datetime) -> None:
    patience = patience_for(row.kind)
    if at - row.last_failed_at > patience.forgotten_after:
        row.failed_count = 0
    row.failed_count += 1
    row.last_failed_at = at
    pause = patience.pause_after(row.failed_count)
    row.locked_until = at + pause if pause else None
    row.save(update_fields=["failed_count", "last_failed_at", "locked_until"])


def _known_device(device: str, digest: str) -> str:
    try:
        content = signing.loads(device, salt=DEVICE_SALT, max_age=timedelta(days=DEVICE_DAYS))
    except signing.BadSignature:
        return ""
    return str(content["device"]) if content.get("name") == digest else ""
