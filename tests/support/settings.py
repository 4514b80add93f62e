"""Settings under test: a data folder of this run's own, a cheap password hash, a clock that can be moved."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="renda-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["RENDA_DATA"] = f"{_folder}/data"
os.environ["RENDA_KEYS"] = f"{_folder}/keys"
os.environ["RENDA_CLOCK_MOVABLE"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # a browser's driver leaves its loop in the thread of the tests
os.environ["RENDA_HOSTS"] = "localhost,127.0.0.1,testserver"

from congress.config.settings import *  # noqa: E402, F403
from congress.config.settings import DATABASES  # noqa: E402

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, not memory: tests with two threads or two processes need one database that both can open
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
