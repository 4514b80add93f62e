"""What organisation declares of itself."""

from django.utils.translation import gettext_lazy as _

from congress.platform.core.manifest import Manifest

MANIFEST = Manifest(name="organisation", title=_("机构"))
