"""Rules of organisation: the tree and its paths, where a body may stand, persons, what an imported table changes."""

from congress.platform.organisation.domain.paths import (
    CAPACITY,
    DEEPEST,
    WIDTH,
    depth_of,
    next_segment,
    require_outside,
    require_room,
    segment,
    segment_number,
)
from congress.platform.organisation.domain.persons import (
    read_birth_date,
    read_gender,
    read_person_name,
    read_phone,
    require_reason,
)
from congress.platform.organisation.domain.placing import (
    read_body_code,
    read_body_name,
    read_region,
    read_short_name,
    require_below,
    require_in_use,
    require_kind_and_level,
    require_order,
    require_region_within,
    require_within_term,
)

__all__ = [
    "CAPACITY",
    "DEEPEST",
    "WIDTH",
    "depth_of",
    "next_segment",
    "read_birth_date",
    "read_body_code",
    "read_body_name",
    "read_gender",
    "read_person_name",
    "read_phone",
    "read_region",
    "read_short_name",
    "require_below",
    "require_in_use",
    "require_kind_and_level",
    "require_order",
    "require_outside",
    "require_reason",
    "require_region_within",
    "require_room",
    "require_within_term",
    "segment",
    "segment_number",
]
