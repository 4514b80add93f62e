"""Addresses of files; access is asked for each, strangers reach public ones only."""

from django.urls import path

from congress.platform.documents import views

urlpatterns = [
    path("<uuid:file_id>/", views.look, name="look"),
    path("<uuid:file_id>/download/", views.download, name="download"),
    path("<uuid:file_id>/page/<int:page>/<int:width>.png", views.page_picture, name="page_picture"),
]
