"""Files, their versions, readers and renderers."""
