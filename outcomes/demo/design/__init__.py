"""Design of the two synthetic cohorts: facts whose ordinary analysis gives the published figures."""
