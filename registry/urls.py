from django.urls import path

from registry.actions import MOVES
from registry.views import (
    bulk_queries,
    double_entry,
    hints,
    history,
    home,
    keeping,
    moving,
    patients,
    queries,
    records,
    sites,
    status_grid,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("patients/", status_grid.patient_list, name="patients"),
    path("patients/enrol/", patients.enrol, name="enrol"),
    path("patients/enrol/hints/", hints.of_enrolment, name="enrol-hints"),
    path("patients/<slug:registry_id>/", patients.patient_page, name="patient"),
    path("patients/<slug:registry_id>/complete/", patients.complete, name="complete"),
    path("patients/<slug:registry_id>/history/", history.of_patient, name="patient-history"),
    path("patients/<slug:registry_id>/<slug:slug>/add/", records.add, name="record-add"),
    path("patients/<slug:registry_id>/<slug:slug>/add/hints/", hints.of_new, name="record-add-hints"),
    path("patients/<slug:registry_id>/<slug:slug>/<int:record_id>/", records.edit, name="record"),
    path(
        "patients/<slug:registry_id>/<slug:slug>/<int:record_id>/hints/", hints.of_record, name="record-hints"
    ),
    path(
        "patients/<slug:registry_id>/<slug:slug>/<int:record_id>/history/", history.of_record, name="history"
    ),
    path(
        "patients/<slug:registry_id>/<slug:slug>/<int:record_id>/restore-value/",
        history.restore,
        name="restore-value",
    ),
    path(
        "patients/<slug:registry_id>/<slug:slug>/<int:record_id>/withdraw/", records.withdraw, name="withdraw"
    ),
    path("patients/<slug:registry_id>/<slug:slug>/<int:record_id>/query/", queries.ask, name="query-ask"),
    *(
        path(
            f"patients/<slug:registry_id>/<slug:slug>/<int:record_id>/{to}/",
            moving.move,
            {"to": to},
            name=f"record-{to}",
        )
        for to in MOVES
    ),
    path("patients/<slug:registry_id>/<slug:slug>/<int:record_id>/sign/", moving.sign, name="record-sign"),
    path("unsaved/keep/", keeping.keep, name="unsaved-keep"),
    path("unsaved/<int:unsaved_id>/discard/", keeping.discard, name="unsaved-discard"),
    path("audit-trail/", history.download, name="audit-trail"),
    path("queries/", queries.query_list, name="queries"),
    path("queries/raise/", bulk_queries.raise_many, name="queries-raise"),
    *(
        path(f"queries/<int:query_id>/{act}/", queries.settle, {"act": act}, name=f"query-{act}")
        for act in queries.ACTS
    ),
    path("double-entry/", double_entry.overview, name="double-entry"),
    path("double-entry/draw/", double_entry.draw, name="sample-draw"),
    path("double-entry/<int:reentry_id>/", double_entry.enter, name="reentry"),
    path("sites/", sites.site_list, name="sites"),
    path("sites/add/", sites.edit_site, name="site-add"),
    path("sites/<int:site_pk>/", sites.edit_site, name="site"),
    path("sites/<int:site_pk>/ranges/add/", sites.edit_range, name="range-add"),
    path("sites/<int:site_pk>/ranges/<int:range_pk>/", sites.edit_range, name="range"),
]
