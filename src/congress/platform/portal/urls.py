"""The front door's addresses: the portal's own under the name `portal`, identity's sign-in without one."""

from django.urls import URLPattern, URLResolver, include, path

from congress.platform.portal.views import (
    account,
    arranging,
    finding,
    held,
    helping,
    home,
    pins,
    style,
    switches,
    todos,
    work,
)

portal_urlpatterns = [
    path("", home.home, name="home"),
    path("todos/", todos.todos, name="todos"),
    path("todos/done/", todos.ended_todos, name="ended_todos"),
    path("todos/part/", todos.todos_part, name="todos_part"),
    path("notices/", todos.notices, name="notices"),
    path("notices/part/", todos.notices_part, name="notices_part"),
    path("notices/read/", todos.read_all_notices, name="read_all_notices"),
    path("notices/<uuid:notice_id>/", todos.read_notice, name="read_notice"),
    path("held/", held.held, name="held"),
    path("held/<uuid:held_id>/agree/", held.agree, name="agree"),
    path("held/<uuid:held_id>/decline/", held.decline, name="decline"),
    path("search/", finding.search, name="search"),
    path("help/", helping.help_index, name="help"),
    path("help/<str:code>/", helping.help_page, name="help_page"),
    path("account/", account.account, name="account"),
    path("large-type/", account.large_type, name="large_type"),
    path("pins/", pins.pins, name="pins"),
    path("pins/new/", pins.pin, name="pin"),
    path("pins/<uuid:pin_id>/delete/", pins.unpin, name="unpin"),
    path("drafts/<str:key>/", work.keep_draft, name="keep_draft"),
    path("drafts/<str:key>/delete/", work.throw_draft, name="throw_draft"),
    path("work/", work.work, name="work"),
    path("work/<uuid:job_id>/", work.job_page, name="job"),
    path("work/<uuid:job_id>/part/", work.job_part, name="job_part"),
    path("work/<uuid:job_id>/cancel/", work.cancel, name="cancel_job"),
    path("arrange/<uuid:arrangement_id>/undo/", arranging.undo, name="undo_arrangement"),
    path("arrange/menu/", arranging.arrange, {"kind": "menu"}, name="arrange_menu"),
    path("arrange/cards/", arranging.arrange, {"kind": "cards"}, name="arrange_cards"),
    path("switches/", switches.switches, name="switches"),
    path("switches/<str:app>/", switches.switch, name="switch"),
    path("style/", style.style, {"template": "style/style.html"}, name="style"),
    path("style/public/", style.style, {"template": "style/public.html"}, name="style_public"),
    path("style/sign-in/", style.style, {"template": "style/sign_in.html"}, name="style_sign_in"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((portal_urlpatterns, "portal"))),
    path("", include("congress.platform.identity.root_urls")),
]
