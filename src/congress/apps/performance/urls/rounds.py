"""Addresses of collection rounds, for the office, for the units, and of the indicator library."""

from django.urls import path

from congress.apps.performance.views import evidence_files, filling, library, previewing, rounds

ROUND_URLS = [
    path("tables/<uuid:table_id>/rounds/new/", rounds.new_round, name="new_round"),
    path("tables/<uuid:table_id>/cell/preview/", previewing.preview_cell, name="preview_cell"),
    path("tables/<uuid:table_id>/next-year/", library.next_year, name="next_year"),
    path("tables/<uuid:table_id>/library/", library.table_library, name="table_library"),
    path("tables/<uuid:table_id>/insert/", library.insert, name="insert_indicator"),
    path("library/", library.library, name="library"),
    path("library/new/", library.new_indicator, name="new_indicator"),
    path("library/<uuid:indicator_id>/", library.change_indicator, name="change_indicator"),
    path("library/<uuid:indicator_id>/retire/", library.retire_indicator, name="retire_indicator"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/<uuid:round_id>/", rounds.board, name="board"),
    path("rounds/<uuid:round_id>/division/", rounds.division, name="division"),
    path("rounds/<uuid:round_id>/invite/", rounds.invite, name="invite"),
    path("rounds/<uuid:round_id>/divide/", rounds.divide, name="divide"),
    path("rounds/<uuid:round_id>/remove-unit/", rounds.remove_unit, name="remove_unit"),
    path("rounds/<uuid:round_id>/send/", rounds.send, name="send_round"),
    path("rounds/<uuid:round_id>/urge/", rounds.urge, name="urge"),
    path("rounds/<uuid:round_id>/extend/", rounds.extend, name="extend"),
    path("rounds/<uuid:round_id>/close/", rounds.close, name="close_round"),
    path("rounds/<uuid:round_id>/adopt/", rounds.adopt, name="adopt_report"),
    path("rounds/<uuid:round_id>/return/", rounds.return_report, name="return_report"),
    path("rounds/<uuid:round_id>/contact/", rounds.change_contact, name="change_contact"),
    path("rounds/<uuid:round_id>/units/<uuid:unit_id>/", rounds.unit_report, name="unit_report"),
    path("rounds/<uuid:round_id>/evidence.zip", evidence_files.evidence_archive, name="evidence_archive"),
    path(
        "rounds/<uuid:round_id>/evidence/<uuid:evidence_id>/",
        evidence_files.round_evidence,
        name="round_evidence",
    ),
    path("filling/", filling.duty_list, name="duties"),
    path("filling/<uuid:part_id>/", filling.duty, name="duty"),
    path("filling/<uuid:part_id>/recall/", filling.recall, name="recall_report"),
    path("filling/<uuid:part_id>/sheet.xlsx", filling.duty_workbook, name="duty_workbook"),
    path("filling/<uuid:part_id>/sheet/", filling.duty_sheet, name="duty_sheet"),
    path("filling/<uuid:part_id>/data.json", filling.duty_data, name="duty_data"),
    path("filling/<uuid:part_id>/rows/<uuid:row_id>/", filling.row_evidence, name="row_evidence"),
    path(
        "filling/<uuid:part_id>/rows/<uuid:row_id>/remove/", filling.remove_evidence, name="remove_evidence"
    ),
    path("filling/evidence/<uuid:evidence_id>/", evidence_files.own_evidence, name="own_evidence"),
]
