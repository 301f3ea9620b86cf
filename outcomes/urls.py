from django.urls import path

from outcomes.views import (
    cohorts,
    comparing,
    courses,
    members,
    patients,
    refreshing,
    replication,
    reports,
    statistics,
    tokens,
    versions,
)

urlpatterns = [
    path("cohorts/", cohorts.cohort_list, name="cohorts"),
    path("cohorts/add/", cohorts.add, name="cohort-add"),
    path("cohorts/progress/", refreshing.progress, name="refresh-progress"),
    path("cohorts/<slug:slug>/", cohorts.cohort_page, name="cohort"),
    path("cohorts/<slug:slug>/edit/", cohorts.edit, name="cohort-edit"),
    path("cohorts/<slug:slug>/state/", cohorts.change_state, name="cohort-state"),
    path("cohorts/<slug:slug>/freeze/", versions.add, name="version-add"),
    path("cohorts/<slug:slug>/freshness/", refreshing.freshness, name="cohort-freshness"),
    path("cohorts/<slug:slug>/courses/", courses.courses, name="cohort-courses"),
    path("cohorts/<slug:slug>/courses/patients/", courses.course_members, name="course-members"),
    path("cohorts/<slug:slug>/courses.<str:ending>", courses.courses_file, name="cohort-courses-file"),
    path("cohorts/<slug:slug>/report/", reports.report, name="cohort-report"),
    path("cohorts/<slug:slug>/report.pdf", reports.report_file, name="cohort-report-file"),
    path("cohorts/<slug:slug>/methods.txt", reports.methods, name="cohort-methods"),
    path("cohorts/<slug:slug>/<slug:statistic>/<slug:grouping>/", statistics.block, name="statistic"),
    path(
        "cohorts/<slug:slug>/<slug:statistic>/<slug:grouping>/patients/",
        members.member_list,
        name="members",
    ),
    path(
        "cohorts/<slug:slug>/<slug:statistic>/<slug:grouping>.<str:ending>",
        statistics.download,
        name="download",
    ),
    path("comparison/", comparing.cohort_comparison, name="cohort-comparison"),
    path("comparison/<slug:one>/<slug:other>/patients/", comparing.shared_members, name="shared-members"),
    path("versions/", versions.version_list, name="versions"),
    path("versions/<slug:slug>/", versions.version_page, name="version"),
    path("versions/<slug:slug>/manifest.json", versions.manifest, name="version-manifest"),
    path("versions/<slug:slug>/reproduce/", versions.reproduce, name="version-reproduce"),
    path("versions/<slug:slug>/comparison/", versions.comparison, name="version-comparison"),
    path(
        "versions/<slug:slug>/<slug:statistic>/<slug:grouping>/", versions.statistic, name="version-statistic"
    ),
    path(
        "versions/<slug:slug>/<slug:statistic>/<slug:grouping>.<str:ending>",
        versions.download,
        name="version-download",
    ),
    path(
        "versions/<slug:slug>/<slug:statistic>/<slug:grouping>/patients/",
        members.frozen_member_list,
        name="version-members",
    ),
    path("tokens/", tokens.token_list, name="tokens"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token-revoke"),
    path("tokens/addresses/", tokens.addresses, name="api-addresses"),
    path("rebuild/", refreshing.rebuild, name="rebuild"),
    path("replication/", replication.replication_page, name="replication"),
    path("patients/<slug:registry_id>/derived/", patients.panel, name="patient-derived"),
]
