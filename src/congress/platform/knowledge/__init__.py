"""A place's dated overlay of rules, calendars, codes, dictionaries and thresholds."""
