"""What performance declares of itself."""

from django.utils.translation import gettext_lazy as _

from congress.platform.core.manifest import Manifest

MANIFEST = Manifest(name="performance", title=_("绩效目标"), switchable=True)
