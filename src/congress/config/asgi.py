"""What the web server runs."""

import os
import warnings

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from congress.config.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.config.settings")
# Files are read in chunks by a thread; Django warns of every download that its iterator is not an asynchronous one.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = BodyLimit(get_asgi_application(), most=settings.REQUEST_LIMIT_BYTES)

# Every address and view is loaded now: the first request need not wait, and what is broken shows at once.
get_resolver().url_patterns  # noqa: B018
