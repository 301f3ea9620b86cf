from django.urls import path

from outcomes.views import cohorts, patients, refreshing, replication, statistics

urlpatterns = [
    path("cohorts/", cohorts.cohort_list, name="cohorts"),
    path("cohorts/add/", cohorts.add, name="cohort-add"),
    path("cohorts/progress/", refreshing.progress, name="refresh-progress"),
    path("cohorts/<slug:slug>/", cohorts.cohort_page, name="cohort"),
    path("cohorts/<slug:slug>/freshness/", refreshing.freshness, name="cohort-freshness"),
    path("cohorts/<slug:slug>/<slug:statistic>/<slug:grouping>/", statistics.block, name="statistic"),
    path(
        "cohorts/<slug:slug>/<slug:statistic>/<slug:grouping>.<str:ending>",
        statistics.download,
        name="download",
    ),
    path("rebuild/", refreshing.rebuild, name="rebuild"),
    path("replication/", replication.replication_page, name="replication"),
    path("patients/<slug:registry_id>/derived/", patients.panel, name="patient-derived"),
]
