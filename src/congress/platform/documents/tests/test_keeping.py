"""Files kept: the same bytes once, nothing half-written, rows that never point at nothing, pages that ask access."""

from __future__ import annotations

import errno
import io
import os
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client

from congress.platform.core.actors import Person, Public, System
from congress.platform.core.commands import COMMANDS, DOOR, Act, command
from congress.platform.core.guard import unguarded
from congress.platform.core.models import DataClass
from congress.platform.core.refusals import Refused
from congress.platform.documents import vault
from congress.platform.documents.api import content_of, file_for, same_bytes, store_file, stored_file, take_in
from congress.platform.documents.models import Document, DocumentVersion, StoredFile
from congress.platform.documents.permissions import DocumentPermission
from congress.platform.documents.storing import TakenIn, add_version, sweep
from congress.platform.documents.tests.browsers import browser_of
from congress.platform.organisation.models import Body
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

DAY = 86_400.0


@pytest.fixture(autouse=True)
def _own_vault(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def _commands() -> Iterator[None]:
    before = set(COMMANDS)
    yield
    for name in set(COMMANDS) - before:
        del COMMANDS[name]


def lying(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def kept(text: str = "一二三") -> vault.Kept:
    return vault.keep(io.BytesIO(text.encode()))


def keep_file(
    place: SmallPlace, by: Person | System, at: datetime, text: str = "一二三", **options: Any
) -> StoredFile:

    with unguarded("fixtures"):
        taken = take_in(content=text.encode(), name=options.pop("name", "说明.txt"))
        row = StoredFile(
            body_id=place.office,
            owner=by.account if isinstance(by, Person) else None,
            name=taken.name,
            media_type=taken.media_type,
            size_bytes=taken.size_bytes,
            digest=taken.digest,
            keyed_digest=taken.keyed_digest,
            data_class=options.get("data_class", DataClass.INTERNAL),
            is_public=options.get("is_public", False),
            stored_at=at,
        )
        row.save(force_insert=True)
    return row


# --- the vault -------------------------------------------------------------------------------------------------


def test_the_same_bytes_are_kept_once_and_for_the_owner_of_the_folder_alone(tmp_path: Path) -> None:
    first, second = kept(), kept()
    assert first == second
    (path,) = lying(tmp_path)
    assert path == vault.path_of(first.keyed_digest)
    assert path.stat().st_mode & 0o077 == 0
    assert first.digest not in str(path)
    assert vault.opened(first.keyed_digest).read() == "一二三".encode()


def test_too_many_bytes_leave_nothing(tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    with pytest.raises(RuleViolation, match="超过 1 MB") as refused:
        vault.keep(io.BytesIO(b"x" * (1024 * 1024 + 1)))
    assert refused.value.code == "documents.too_large"
    assert lying(tmp_path) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(vault.os, "fsync", full)
    with pytest.raises(RuleViolation, match="磁盘空间不足"):
        kept()
    assert lying(tmp_path) == []


def test_any_other_fault_of_the_disk_is_a_defect_and_leaves_nothing(tmp_path: Path) -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "torn")

    with pytest.raises(OSError, match="torn"):
        vault.keep(Torn())
    assert lying(tmp_path) == []


@pytest.mark.parametrize(
    "digest", ["", "../../etc/passwd", "ab" * 31, "AB" * 32, "a/" * 32, f"{'ab' * 32}\n"]
)
def test_nothing_but_a_digest_of_ours_becomes_a_path(digest: str) -> None:
    with pytest.raises(ValueError, match="not a keyed digest"):
        vault.path_of(digest)


# --- storing ---------------------------------------------------------------------------------------------------


def test_the_type_is_told_from_the_content_not_from_the_name() -> None:
    taken = take_in(content="<html><body><table><tr><td>一</td></tr></table>".encode(), name="甲.pdf")
    assert (taken.media_type, taken.name) == ("text/html", "甲.html")
    with pytest.raises(RuleViolation) as refused:
        take_in(content=io.BytesIO(b"GIF89a...."), name="甲.pdf")
    assert refused.value.code == "documents.other_image"


@pytest.mark.django_db
def test_parts_work_inside_an_open_act_only(place: SmallPlace, at: datetime) -> None:
    writer = place.person("writer", "documents.read")

    @command("documents.test_store", permission="documents.read", target=Body)
    def store(
        *, actor: Any, at: datetime, target: UUID, taken: TakenIn, public: bool = False, act: Act[Body] = DOOR
    ) -> UUID:
        return store_file(act, taken=taken, body=target, is_public=public).pk

    taken = take_in(content="一".encode(), name="一.txt")
    file = stored_file(store(actor=writer, at=at, target=place.office, taken=taken))
    assert (file.owner, content_of(file).decode(), file.data_class) == (writer.account, "一", "internal")
    assert same_bytes(digest=taken.digest, body=place.office) == [file.pk]
    assert same_bytes(digest=taken.digest, body=place.other_office) == []
    with pytest.raises(ValueError, match="open to everyone"):
        store(actor=writer, at=at, target=place.office, taken=taken, public=True)
    vault.path_of(taken.keyed_digest).unlink()
    with pytest.raises(RuleViolation, match="重新选择文件"):
        store(actor=writer, at=at, target=place.office, taken=taken)
    with pytest.raises(RuleViolation, match="从备份中恢复"):
        content_of(file)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_versions_are_numbered_without_gaps_when_two_arrive_at_once(place: SmallPlace, at: datetime) -> None:
    writer = place.person("writer", "documents.read")
    file = keep_file(place, writer, at)

    @command("documents.test_version", permission="documents.read", target=Body)
    def put(
        *, actor: Any, at: datetime, target: UUID, document: UUID | None = None, act: Act[Body] = DOOR
    ) -> UUID:
        return add_version(act, file=file, title="规程", document=document, reason="修订" * 200).document_id

    document = put(actor=writer, at=at, target=place.office)

    def many() -> None:
        try:
            for _ in range(5):
                put(actor=writer, at=at, target=place.office, document=document)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=many) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    numbers = DocumentVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 12))
    assert Document.objects.get().latest_number == 11
    with pytest.raises(Document.DoesNotExist):
        put(actor=writer, at=at, target=place.office, document=uuid4())


@pytest.mark.django_db
def test_the_sweep_takes_what_no_row_names_and_nothing_young(
    place: SmallPlace, at: datetime, tmp_path: Path
) -> None:
    file = keep_file(place, System("test"), at, "有行")
    orphan, young = kept("没有行"), kept("刚来")
    unfinished = tmp_path / "files" / "incoming" / "broken"
    unfinished.write_bytes(b"half")
    (tmp_path / "files" / "incoming" / "fresh").write_bytes(b"half")
    stray = tmp_path / "files" / "ab" / "cd" / "not-ours"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"")
    leaving = tmp_path / "files" / "leaving"
    leaving.mkdir()
    vault.path_of(young.keyed_digest).rename(leaving / young.keyed_digest)
    now = time.time()
    for path in (vault.path_of(file.keyed_digest), vault.path_of(orphan.keyed_digest), unfinished):
        os.utime(path, (now - 2 * DAY, now - 2 * DAY))
    assert sweep(keep_younger_than_seconds=DAY, now=now) == 2
    assert vault.path_of(file.keyed_digest).exists()
    assert vault.path_of(young.keyed_digest).exists()
    assert not vault.path_of(orphan.keyed_digest).exists()
    assert not unfinished.exists()
    assert sweep(keep_younger_than_seconds=DAY, now=now) == 0


def test_what_is_kept_again_while_the_sweep_looks_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    orphan = kept()
    place = vault.path_of(orphan.keyed_digest)
    limit = time.time() - DAY
    monkeypatch.setattr(vault, "_stamp", lambda path: limit - 1)
    assert not vault.remove_unless_renewed(orphan.keyed_digest, older_than=limit)
    assert place.exists()


# --- constraints -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_database_refuses_what_must_never_be(place: SmallPlace, at: datetime) -> None:
    file = keep_file(place, System("test"), at)
    with unguarded("fixtures"):
        for wrong in ({"size_bytes": 0}, {"is_public": True}):
            facts = {
                f.name: getattr(file, f.attname)
                for f in StoredFile._meta.fields
                if f.name not in ("id", "body")
            }
            with pytest.raises(IntegrityError), transaction.atomic():
                StoredFile(body_id=file.body_id, **{**facts, **wrong}).save(force_insert=True)
        document = Document(body_id=place.office, title="甲")
        document.save(force_insert=True)
        DocumentVersion(document=document, number=1, file=file, made_at=at).save(force_insert=True)
        for number in (0, 1):
            with pytest.raises(IntegrityError), transaction.atomic():
                DocumentVersion(document=document, number=number, file=file, made_at=at).save(
                    force_insert=True
                )
    assert [str(file), str(document), str(document.versions.get())] == ["说明.txt", "甲", "甲 第1版"]


# --- pages -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_file_is_for_its_owner_a_role_and_if_public_everyone(place: SmallPlace, at: datetime) -> None:
    owner, stranger = place.person("owner"), place.person("stranger")
    reader = place.person("reader", DocumentPermission.READ)
    foreign = place.person("foreign", DocumentPermission.READ, body=place.other_office)
    file = keep_file(place, owner, at)
    public = keep_file(place, System("test"), at, "公开", data_class=DataClass.PUBLIC, is_public=True)
    for actor in (owner, reader):
        assert file_for(actor=actor, file=file.pk) == file
    for other in (stranger, foreign, Public("web")):
        with pytest.raises(Refused):
            file_for(actor=other, file=file.pk)
        assert file_for(actor=other, file=public.pk) == public
    for name in ("", "download/", "page/1/900.png"):
        assert Client().get(f"/documents/{file.pk}/{name}").status_code == 403
        assert Client().get(f"/documents/{uuid4()}/{name}").status_code == 403


@pytest.mark.django_db
def test_a_download_is_sealed_named_and_also_asked_for_by_head(place: SmallPlace, at: datetime) -> None:
    owner = place.person("owner")
    address = f"/documents/{keep_file(place, owner, at, name='甲 乙.txt').pk}/download/"
    browser = browser_of(owner)
    answer = browser.get(address)
    assert b"".join(answer.streaming_content).decode() == "一二三"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E7%94%B2%20%E4%B9%99.txt"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; img-src 'self'; sandbox"
    assert answer.headers["Content-Type"] == "text/plain"
    assert browser.head(address).status_code == 200
    assert browser.post(address).status_code == 405
    assert "不能直接预览" in browser.get(address.removesuffix("download/")).content.decode()


@pytest.mark.django_db
def test_previews_have_the_offered_widths_and_no_page_beyond_the_last(
    place: SmallPlace, at: datetime
) -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (1000, 500), (200, 30, 30)).save(picture, "PNG")
    taken = take_in(content=picture.getvalue(), name="图.png", for_reading=False)
    owner = place.person("owner")
    with unguarded("fixtures"):
        file = StoredFile(
            body_id=place.office,
            owner=owner.account,
            name=taken.name,
            media_type=taken.media_type,
            size_bytes=taken.size_bytes,
            digest=taken.digest,
            keyed_digest=taken.keyed_digest,
            data_class="internal",
            stored_at=at,
        )
        file.save(force_insert=True)
    browser, address = browser_of(owner), f"/documents/{file.pk}/"
    assert "共 1 页" in browser.get(address).content.decode()
    answer = browser.get(f"{address}page/1/700.png")
    assert Image.open(io.BytesIO(answer.content)).width == 900
    again = browser.get(f"{address}page/1/880.png", HTTP_IF_NONE_MATCH=answer.headers["ETag"])
    assert again.status_code == 304
    assert "sandbox" in again.headers["Content-Security-Policy"]
    assert browser.head(f"{address}page/1/480.png").status_code == 200
    beyond = browser.get(f"{address}page/2/480.png")
    assert (beyond.status_code, "没有第 2 页" in beyond.content.decode()) == (404, True)
    vault.path_of(file.keyed_digest).write_bytes(b"\x89PNG broken")
    assert browser.get(f"{address}page/1/480.png").status_code == 422


def test_bytes_that_are_gone_already_are_no_fault_of_the_sweep() -> None:
    assert not vault.remove_unless_renewed("ab" * 32, older_than=time.time())
    assert not vault.renew("ab" * 32)
