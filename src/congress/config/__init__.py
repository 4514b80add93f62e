"""Settings, root URLs and wiring: the only place that knows all."""
