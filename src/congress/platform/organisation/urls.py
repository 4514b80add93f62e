"""Addresses of organisation, under /organisation/."""

from django.urls import path

from congress.platform.organisation.views import bodies, deputies, importing, people, posts, tree

urlpatterns = [
    path("", tree.tree, name="tree"),
    path("tree.xlsx", tree.export_tree, name="export_tree"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
    path("bodies/<uuid:body_id>/tree.xlsx", tree.export_tree, name="export_part"),
    path("bodies/<uuid:body_id>/new/", bodies.new_body, name="new_body"),
    path("bodies/<uuid:body_id>/change/", bodies.change_body, name="change_body"),
    path("bodies/<uuid:body_id>/move/", bodies.move_body, name="move_body"),
    path("bodies/<uuid:body_id>/close/", bodies.close_body, name="close_body"),
    path("bodies/<uuid:body_id>/reopen/", bodies.reopen_body, name="reopen_body"),
    path("bodies/<uuid:body_id>/people/new/", people.new_person, name="new_person"),
    path("bodies/<uuid:body_id>/posts/new/", posts.new_post, name="new_post"),
    path("bodies/<uuid:body_id>/terms/new/", deputies.new_term, name="new_term"),
    path("posts/<uuid:post_id>/change/", posts.change_post, name="change_post"),
    path("posts/<uuid:post_id>/retire/", posts.retire_post, name="retire_post"),
    path("posts/<uuid:post_id>/appoint/", posts.appoint, name="appoint"),
    path("holdings/<uuid:holding_id>/end/", posts.end_holding, name="end_holding"),
    path("terms/<uuid:term_id>/", deputies.term, name="term"),
    path("terms/<uuid:term_id>/end/", deputies.end_term, name="end_term"),
    path("terms/<uuid:term_id>/deputies/new/", deputies.new_mandate, name="new_mandate"),
    path("deputies/<uuid:mandate_id>/", deputies.mandate, name="mandate"),
    path("deputies/<uuid:mandate_id>/suspend/", deputies.suspend, name="suspend_mandate"),
    path("deputies/<uuid:mandate_id>/resume/", deputies.resume, name="resume_mandate"),
    path("deputies/<uuid:mandate_id>/end/", deputies.end, name="end_mandate"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/change/", people.change_person, name="change_person"),
    path("people/<uuid:person_id>/transfer/", people.transfer_person, name="transfer_person"),
    path("imports/", importing.import_list, name="imports"),
    path("imports/new/", importing.new_import, name="new_import"),
    path("imports/blank/<str:kind>.xlsx", importing.blank_table, name="blank_table"),
    path("imports/<uuid:plan_id>/", importing.show_import, name="import"),
    path("imports/<uuid:plan_id>/part/", importing.import_part, name="import_part"),
    path("imports/<uuid:plan_id>/faults.xlsx", importing.import_faults, name="import_faults"),
    path("imports/<uuid:plan_id>/start/", importing.start_import, name="start_import"),
    path("imports/<uuid:plan_id>/drop/", importing.drop_import, name="drop_import"),
]
