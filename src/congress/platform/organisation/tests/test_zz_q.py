import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from congress.platform.organisation.tests.test_pages import *
from congress.platform.organisation.tests.conftest import *
def test_q(tree, manager, reader):
    tree.term(); tree.person("陈","RD")
    for name,c in (("tree",reader),("body",manager),("people",manager)):
        a=at(name,*( [tree.ids["RD"]] if name=="body" else []))
        c.get(a)
        with CaptureQueriesContext(connection) as q: c.get(a)
        print(name,len(q))
        if name=="body":
            for x in q: print("   ",x["sql"][:230].replace('"',''))
