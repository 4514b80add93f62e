"""Property tests here are many and the machine is shared: fewer examples each, no stop-watch."""

from hypothesis import settings

settings.register_profile("standards", max_examples=50, deadline=None)
settings.load_profile("standards")
