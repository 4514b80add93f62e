"""Addresses of performance, inside and open to everyone."""

from django.urls import path

from congress.apps.performance import views
from congress.apps.performance.urls.rounds import ROUND_URLS
from congress.apps.performance.views import evaluation

urlpatterns = [
    path("", views.table_list, name="tables"),
    path("import/", views.bring_in, name="bring_in"),
    path("import/<uuid:job_id>/", views.import_progress, name="import_progress"),
    path("compare/", views.compare, name="compare"),
    path("compare/comparison.xlsx", views.compare_file, name="compare_file"),
    path("compare/row/", views.compare_row, name="compare_row"),
    path("compare/judge/", views.judge, name="judge"),
    path("tables/<uuid:table_id>/", views.review, name="review"),
    path("tables/<uuid:table_id>/source/", views.table_source, name="table_source"),
    path("tables/<uuid:table_id>/corrections/", views.table_corrections, name="corrections"),
    path("tables/<uuid:table_id>/standing/", views.standing, name="standing"),
    path("tables/<uuid:table_id>/cell/", views.cell, name="cell"),
    path("tables/<uuid:table_id>/cell/leave/", views.leave_cell, name="leave_cell"),
    path("tables/<uuid:table_id>/cell/split/", views.split_cell, name="split_cell"),
    path("tables/<uuid:table_id>/cell/merge/", views.merge_cells, name="merge_cells"),
    path("tables/<uuid:table_id>/adjust/", views.adjust, name="adjust"),
    path("tables/<uuid:table_id>/row/add/", views.add_row, name="add_row"),
    path("tables/<uuid:table_id>/row/remove/", views.remove_row, name="remove_row"),
    path("tables/<uuid:table_id>/row/move/", views.move_row, name="move_row"),
    path("tables/<uuid:table_id>/row/merge/", views.merge_rows, name="merge_rows"),
    path("tables/<uuid:table_id>/row/shift/", views.shift_cells, name="shift_cells"),
    path("tables/<uuid:table_id>/section/", views.section, name="section"),
    path("tables/<uuid:table_id>/section/copy/", views.copy_section, name="copy_section"),
    path("tables/<uuid:table_id>/section/confirm/", views.confirm_block, name="confirm_block"),
    path("tables/<uuid:table_id>/print/", views.table_print, name="table_print"),
    path("tables/<uuid:table_id>/source/rows/", views.source_rows, name="source_rows"),
    path("tables/<uuid:table_id>/confirm/", views.confirm, name="confirm"),
    path("tables/<uuid:table_id>/undo/", views.undo, name="undo"),
    path("tables/<uuid:table_id>/submit/", views.submit, name="submit"),
    path("tables/<uuid:table_id>/recall/", views.recall, name="recall"),
    path("tables/<uuid:table_id>/return/", views.send_back, name="send_back"),
    path("tables/<uuid:table_id>/approve/", views.approve, name="approve"),
    path("tables/<uuid:table_id>/issue/", views.issue, name="issue"),
    path("tables/<uuid:table_id>/withhold/", views.withhold, name="withhold"),
    path("tables/<uuid:table_id>/publish/", views.publish, name="publish"),
    path("tables/<uuid:table_id>/reopen/", views.reopen, name="reopen"),
    path("tables/<uuid:table_id>/close-correction/", views.close_correction, name="close_correction"),
    path("tables/<uuid:table_id>/stage/", views.set_stage, name="set_stage"),
    path("tables/<uuid:table_id>/opening/", views.opening, name="opening"),
    path("tables/<uuid:table_id>/adopt/", views.adopt, name="adopt"),
    path("tables/<uuid:table_id>/findings/", views.findings, name="findings"),
    path("tables/<uuid:table_id>/decide/", views.decide, name="decide"),
    path("tables/<uuid:table_id>/undo-decision/", views.undo_decision, name="undo_decision"),
    path("tables/<uuid:table_id>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("tables/<uuid:table_id>/evaluation/scores/", evaluation.record_scores, name="record_scores"),
    path(
        "tables/<uuid:table_id>/evaluation/report-<int:number>.docx",
        evaluation.evaluation_report,
        name="evaluation_report",
    ),
    path(
        "tables/<uuid:table_id>/evaluation/begin/", evaluation.draft_self_evaluation, name="begin_evaluation"
    ),
    path("tables/<uuid:table_id>/measure/", evaluation.measure, name="measure"),
    path("tables/<uuid:table_id>/measure/bind/", evaluation.bind_measure, name="bind_measure"),
    path("tables/<uuid:table_id>/measure/unbind/", evaluation.unbind_measure, name="unbind_measure"),
    path("tables/<uuid:table_id>/measure/take/", evaluation.take_measure, name="take_measure"),
    path("tables/<uuid:table_id>/data.json", views.table_data, name="table_data"),
    *ROUND_URLS,
]

public_urlpatterns = [
    path("", views.published_list, name="published"),
    path("schema.json", views.publication_schema, name="schema"),
    path("<uuid:publication_id>/", views.publication_page, name="publication"),
    path("<uuid:publication_id>/page.html", views.publication_file, name="page_file"),
    path("<uuid:publication_id>/data.json", views.publication_data, name="data"),
]
