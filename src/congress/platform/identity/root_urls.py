"""Addresses of the front door; the portal includes them at the root, so that they have no namespace."""

from django.urls import path

from congress.platform.identity.views import front

urlpatterns = [
    path("sign-in/", front.sign_in, name="sign_in"),
    path("sign-out/", front.sign_out, name="sign_out"),
]
