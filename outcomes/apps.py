from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"
    verbose_name = "Outcomes"

    def ready(self) -> None:
        from outcomes import loading, tasks

        loading.connect()
        loading.patient_edited.connect(tasks.wake, dispatch_uid="wake the refresh")
