"""What pages and renderers print, prepared from what selectors read."""
