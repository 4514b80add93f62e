"""Addresses of the dictionary, under /knowledge/."""

from django.urls import path

from congress.platform.knowledge import views

urlpatterns = [
    path("", views.dictionary, name="dictionary"),
    path("new/", views.choose_shape, name="choose_shape"),
    path("new/<str:shape>/", views.add, name="add"),
    path("entries/<uuid:entry_id>/change/", views.change, name="change"),
    path("entries/<uuid:entry_id>/retire/", views.retire, name="retire"),
    path("entries/<uuid:entry_id>/restore/", views.restore, name="restore"),
    path("known/<str:kind>/<str:key>/", views.known, name="known"),
]
