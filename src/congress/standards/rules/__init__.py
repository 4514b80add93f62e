"""Dated, cited rules by jurisdiction: deadlines, majorities, quorums, thresholds."""

from congress.standards.rules.book import MissingRule, RuleBook
from congress.standards.rules.cases import RuleCase, cases_from_fields, check_case
from congress.standards.rules.loader import load_rule_book, pack_names, rules_from_fields
from congress.standards.rules.rule import Citation, Rule, RuleDeadline
from congress.standards.rules.terms import CountTerms, DeadlineTerms, ShareTerms, Terms

__all__ = [
    "Citation",
    "CountTerms",
    "DeadlineTerms",
    "MissingRule",
    "Rule",
    "RuleBook",
    "RuleCase",
    "RuleDeadline",
    "ShareTerms",
    "Terms",
    "cases_from_fields",
    "check_case",
    "load_rule_book",
    "pack_names",
    "rules_from_fields",
]
