"""Parsing XML that strangers wrote: no entities, no document types, nothing fetched."""

from __future__ import annotations

from xml.parsers import expat

from lxml import etree

from congress.platform.documents.readers import refusals
from congress.platform.documents.readers.limits import MIB

# A tree takes some ten times the memory of the text it is made from.
MOST_BYTES = 64 * MIB


class _RootReached(Exception):
    """Stops the prolog scan; the rest of the document is not its business."""


class _DoctypeFound(Exception):
    """A document type declaration: Office files have none, entity attacks need one."""


def parse_xml(*, content: bytes, kind: str) -> etree._Element:
    """The root element; RuleViolation when it is too large, not well-formed or declares a document type."""
    if len(content) > MOST_BYTES:
        raise refusals.bomb()
    _refuse_doctype(content, kind)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise refusals.broken(kind=kind) from fault


def _refuse_doctype(content: bytes, kind: str) -> None:
    """Read the prolog only, with a parser that reports declarations before it acts on any of them."""

    def stop(_name: str, _attributes: object) -> None:
        raise _RootReached

    def refuse(*_declaration: object) -> None:
        raise _DoctypeFound

    scanner = expat.ParserCreate()
    scanner.StartElementHandler = stop
    scanner.StartDoctypeDeclHandler = refuse
    try:
        scanner.Parse(content, True)
    except _RootReached:
        return
    except (_DoctypeFound, expat.ExpatError, ValueError, LookupError) as fault:
        raise refusals.broken(kind=kind) from fault
