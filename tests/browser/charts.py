"""What a coordinator finds in the chart of one patient, question by question as the forms ask.

A woman of 53 whose relapse inotuzumab did not halt; then blinatumomab, a transplant, and her death.
"""

ENROLMENT = {
    "Registry pseudonym": "KFB-0042",
    "Date of birth": "1970-03-12",
    "Sex assigned at birth": "Female",
    "Date of registry enrolment": "2024-01-10",
    "Ascertainment": "Retrospective, from charts",
    "Cohort(s)": ["Single-agent inotuzumab"],
    "Eligibility confirmed": "Yes",
}
CONSENT = {
    "Consent status": "Given",
    "Consent type": ["Registry"],
    "Date of consent": "2024-01-10",
    "Consent form version": "2",
}
DIAGNOSIS = {
    "Date of first pathological diagnosis": "2022-05-04",
    "Lineage": "B-ALL",
    "Classification used": "WHO 2022",
    "Date of first CR": "2022-06-14",
    "CD22-positive blasts": "90",
    "CD19-positive blasts": "95",
    "CNS status": "CNS1",
    "Extramedullary sites": ["None"],
    "Prior liver disease": "None",
    "History of VOD/SOS": "No",
}
RELAPSE = {
    "Disease status event": "Relapse",
    "Event date": "2023-02-01",
    "Sites involved": ["Marrow"],
    "Marrow blasts at event": "60",
    "Confirmation": ["Morphology"],
}
INOTUZUMAB = {
    "Disease status at start": "First relapse",
    "Treatment intent": "Curative",
    "Regimen start (first dose of any component)": "2023-02-07",
    "First inotuzumab dose": "2023-02-07",
    "Regimen end": "2023-03-07",
    "Reason ended": "No response",
}
CYCLE = {"Cycle number": "1", "Cycle day 1": "2023-02-07", "Planned length": "21"}
DOSE = {
    "Drug": "Inotuzumab ozogamicin",
    "Administration date": "2023-02-07",
    "Dose": "0.8",
    "Dose unit": "mg/m²",
    "Normalisation basis": "Body surface area",
    "BSA used": "1.8",
    "Actual dose given": "1.44",
    "Route": "Intravenous",
    "Dose modified": "No",
}
NO_RESPONSE = {
    "Marrow / assessment date": "2023-03-07",
    "After cycle": "1",
    "Timepoint": "End of cycle",
    "Marrow done": "Yes",
    "Marrow blasts": "40",
    "Blood blasts": "0",
    "ANC": "2.4",
    "Platelets": "180",
    "Date of counts": "2023-03-07",
    "Platelet transfusion in prior 7 d": "No",
    "G-CSF in prior 7 d": "No",
    "Extramedullary disease": "None",
    "Response reported by site": "No response / stable",
    "Scheme used by site": "MDACC",
}
BLINATUMOMAB = {
    "Disease status at start": "Relapse refractory to treatment",
    "Treatment intent": "Curative",
    "Regimen start (first dose of any component)": "2023-03-20",
    "Regimen end": "2023-05-01",
    "Reason ended": "Completed",
}
TRANSPLANT = {
    "Infusion date (day 0)": "2023-05-20",
    "Type": "Allogeneic",
    "Donor": "Matched unrelated",
    "HLA match": "10/10",
    "Graft source": "Blood",
    "Disease status at HCT": "CR2",
    "MRD at HCT": "Negative",
    "Last bilirubin before HCT": "0.6",
    "Conditioning intensity": "Myeloablative (MAC)",
    "Conditioning drugs": ["Treosulfan", "Fludarabine"],
    "GVHD prophylaxis": ["CNI + methotrexate"],
    "VOD prophylaxis": "UDCA",
}
DEATH = {
    "Contact date": "2023-12-01",
    "Source": "Phone",
    "Vital status": "Dead",
    "Last known alive": "2023-11-28",
    "Disease status": "Relapse",
    "Date of death": "2023-12-01",
    "Primary cause of death": "Leukaemia",
    "Death in remission": "No",
}
