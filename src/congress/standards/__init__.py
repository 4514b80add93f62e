"""【标准】 Knowledge as data and pure functions; imports no framework."""
