"""Making bodies findable in the global search, as they stand now."""

from __future__ import annotations

from typing import Any

from congress.platform.core.commands import Act, part
from congress.platform.core.subjects import Subject
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.search.api import put
from congress.standards.codes import load_table


@part
def make_findable(act: Act[Any], *, body: Body) -> None:
    """Put a body into the search index by its names and code, with its kind and its parent to tell it from others."""
    kind = load_table("body_kinds").find(body.kind)
    above = body.parent.name if body.parent is not None else ""
    closed = "已停用" if body.is_closed else ""
    known = [body.short_name, body.code, kind.name if kind is not None else "", above, closed]
    put(
        act,
        subject=Subject.of(body),
        body_id=body.pk,
        app="organisation",
        kind_title="机构",
        title=body.name,
        text=" · ".join(each for each in known if each),
        url=f"/organisation/bodies/{body.pk}/",
        permission=P.READ,
        public=False,
    )
