"""Addresses of identity, under /identity/."""

from django.urls import path

from congress.platform.identity.views import accounts, front, own

urlpatterns = [
    path("me/sessions/<uuid:session_id>/end/", own.end_own_session, name="end_own_session"),
    path("password/", front.change_password, name="change_password"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.new_account, name="new_account"),
    path("accounts/<uuid:account_id>/", accounts.account, name="account"),
    path("accounts/<uuid:account_id>/change/", accounts.change_account, name="change_account"),
    path("accounts/<uuid:account_id>/disable/", accounts.disable_account, name="disable_account"),
    path("accounts/<uuid:account_id>/enable/", accounts.enable_account, name="enable_account"),
    path("accounts/<uuid:account_id>/reset-password/", accounts.reset_password, name="reset_password"),
    path(
        "accounts/<uuid:account_id>/sessions/<uuid:session_id>/end/", accounts.end_session, name="end_session"
    ),
]
