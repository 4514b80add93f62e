"""Tables of organisation."""

from congress.platform.organisation.models.bodies import Body
from congress.platform.organisation.models.deputies import Mandate, Term
from congress.platform.organisation.models.imports import ImportBlock, ImportPlan
from congress.platform.organisation.models.people import Holding, Person, Post

__all__ = ["Body", "Holding", "ImportBlock", "ImportPlan", "Mandate", "Person", "Post", "Term"]
