"""Addresses of access, under /access/."""

from django.urls import path

from congress.platform.access.views import grants, own, roles

urlpatterns = [
    path("mine/", own.own, name="own"),
    path("roles/", roles.role_list, name="roles"),
    path("roles/new/", roles.new_role, name="new_role"),
    path("roles/<uuid:role_id>/", roles.role, name="role"),
    path("roles/<uuid:role_id>/edit/", roles.edit_role, name="edit_role"),
    path("roles/<uuid:role_id>/retire/", roles.retire_role, name="retire_role"),
    path("roles/<uuid:role_id>/restore/", roles.restore_role, name="restore_role"),
    path("grants/", grants.grant_list, name="grants"),
    path("grants/new/", grants.new_grant, name="new_grant"),
    path("grants/<uuid:grant_id>/", grants.grant, name="grant"),
    path("grants/<uuid:grant_id>/end/", grants.end_grant, name="end_grant"),
]
