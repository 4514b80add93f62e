"""The ground's own addresses: saved views of lists."""

from django.urls import path

from congress.platform.core import views

urlpatterns = [
    path("views/", views.keep_view, name="keep_view"),
    path("views/<uuid:view_id>/delete/", views.drop_view, name="drop_view"),
]
