"""Permission codes of the ground."""

from enum import StrEnum


class CorePermission(StrEnum):
    """What one may be allowed to do with work, drafts and switches."""

    OWN_JOBS = "core.own_jobs"
    OWN_VIEWS = "core.own_views"
    SWITCH_APPS = "core.switch_apps"
    RUN_SCHEDULE = "core.run_schedule"
