# Standardised differences and completeness of follow-up, for tests/outcomes/statistics.
# Usage, in this folder: Rscript differences.R   -> differences.json
# Austin, Stat Med 2009;28:3083-107; Yang and Dalton 2012, one level left out and the covariance inverted by solve();
# Clark, Altman and De Stavola, Lancet 2002;359:1309-10.
set.seed(20261122)
values <- list(round(rnorm(31, 47, 15), 1), round(rnorm(22, 52, 12), 1), round(rnorm(14, 44, 20), 1))
of_values <- function(a, b) abs(mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
of_counts <- function(a, b) { p <- a / sum(a); q <- b / sum(b); k <- length(p); keep <- (p + q > 0); p <- p[keep][-1]; q <- q[keep][-1]
  cov <- function(p) diag(p, length(p)) - p %o% p; d <- p - q; sqrt(drop(t(d) %*% solve((cov(p) + cov(q)) / 2) %*% d)) }
largest <- function(groups, f) { pairs <- combn(length(groups), 2); max(apply(pairs, 2, function(i) f(groups[[i[1]]], groups[[i[2]]]))) }
binary <- list(c(12, 19), c(15, 7)); levels3 <- list(c(9, 12, 10), c(4, 5, 13), c(7, 2, 5)); empty <- list(c(6, 5, 0, 4), c(2, 9, 0, 3))
number <- function(x) paste0("[", paste(format(x, digits = 15, trim = TRUE), collapse = ", "), "]")
nested <- function(x) paste0("[", paste(sapply(x, number), collapse = ", "), "]")
one <- function(name, x) sprintf('  "%s": %s', name, x)
exact <- function(x) format(x, digits = 15)
# Completeness: days from origin to last contact, died or not, days from origin to the cut.
followed <- c(100, 365, 40, 700, 12, 300); died <- c(1, 0, 1, 0, 0, 0); until_cut <- c(900, 365, 500, 720, 400, 350)
clark <- sum(followed) / sum(ifelse(died == 1, followed, until_cut))
writeLines(c("{", paste(c(
  one("values", nested(values)), one("two_values", exact(of_values(values[[1]], values[[2]]))), one("three_values", exact(largest(values, of_values))),
  one("binary", nested(binary)), one("two_binary", exact(of_counts(binary[[1]], binary[[2]]))),
  one("levels", nested(levels3)), one("two_levels", exact(of_counts(levels3[[1]], levels3[[2]]))), one("three_levels", exact(largest(levels3, of_counts))),
  one("empty_level", nested(empty)), one("two_empty_level", exact(of_counts(empty[[1]], empty[[2]]))),
  one("followed", number(followed)), one("died", number(died)), one("until_cut", number(until_cut)), one("completeness", exact(clark))), collapse = ",\n"), "}"), "differences.json")
