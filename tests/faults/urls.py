"""The planted page's address."""

from django.urls import path

from tests.faults.planted import save

urlpatterns = [path("save/", save)]
