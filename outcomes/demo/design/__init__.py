"""Design of the two synthetic cohorts: days and facts chosen so that their analysis prints the published figures."""
