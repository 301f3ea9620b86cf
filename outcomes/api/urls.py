from django.urls import path

from outcomes.api import endpoints

urlpatterns = [
    path("openapi.json", endpoints.openapi, name="api-description"),
    path("statistics", endpoints.statistics, name="api-statistics"),
    path("cohorts", endpoints.cohorts, name="api-cohorts"),
    path("cohorts/<slug:slug>", endpoints.cohort, name="api-cohort"),
    path("cohorts/<slug:slug>/freshness", endpoints.freshness, name="api-freshness"),
    path(
        "cohorts/<slug:slug>/statistics/<slug:statistic>/<slug:grouping>",
        endpoints.result,
        name="api-result",
    ),
    path("<path:rest>", endpoints.nothing, name="api-nothing"),
]
