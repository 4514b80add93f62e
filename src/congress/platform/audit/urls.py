"""Addresses of the trail, under /audit/."""

from django.urls import path

from congress.platform.audit import views

urlpatterns = [
    path("", views.trail, name="trail"),
    path("traces/<uuid:trace_id>/", views.trace, name="trace"),
    path("objects/<str:kind>/<uuid:object_id>/", views.thing, name="object"),
    path("verification/", views.verification, name="verification"),
    path("verification/start/", views.start_verification, name="start_verification"),
    path("verification/<uuid:job_id>/", views.verifying, name="verifying"),
]
