from django.db import models


class RegimenOutcome(models.Model):
    """What is derived of one regimen: a row of the analysis table.

    values holds every derivation by name (dates as ISO text), why the sentence for each. The columns
    beside them repeat the values by which cohorts choose their regimens.
    """

    regimen = models.OneToOneField("registry.SalvageRegimen", on_delete=models.CASCADE, related_name="+")
    patient = models.ForeignKey("registry.Patient", on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey("registry.Site", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField("place among the patient's regimens, by start")
    regimen_code = models.CharField(max_length=32, blank=True)
    line_type = models.CharField(max_length=32, blank=True)
    line_group = models.CharField(max_length=4, blank=True)
    contains_inotuzumab = models.BooleanField()
    contains_blinatumomab = models.BooleanField()
    start_on = models.DateField(null=True)
    values = models.JSONField()
    why = models.JSONField()

    class Meta:
        ordering = ["patient", "position"]

    def __str__(self) -> str:
        return f"{self.regimen_code} from {self.start_on}"
