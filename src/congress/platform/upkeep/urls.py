"""Addresses of upkeep, under /upkeep/."""

from django.urls import path

from congress.platform.upkeep import views

urlpatterns = [
    path("", views.state, name="state"),
    path("health/", views.health_for_machines, name="health"),
    path("search/rebuild/", views.rebuild_search, name="rebuild_search"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/retry/", views.retry_deliveries, name="retry_deliveries"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/retry/", views.retry_job, name="retry_job"),
]
