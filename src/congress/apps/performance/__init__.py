"""Performance targets (绩效目标): disclosures become checked data, data becomes published tables."""
