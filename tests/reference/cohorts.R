# Whole cohorts as lives to be entered into the registry, and R's answers to what the registry computes of them.
# Usage, in this folder: Rscript cohorts.R   -> data/cohorts.csv (one life a row), cohort_answers.csv
# Public sets of survival, MASS, KMsurv and survminer, hand-made edges, and two drawn cohorts.
suppressMessages({library(survival); library(cmprsk)})
set.seed(20261121)
day0 <- as.Date("2012-03-05")
text <- function(d) ifelse(is.na(d), "", format(d))
month <- function(d) ifelse(is.na(d), "", format(d, "%Y-%m"))
public <- function(f) read.csv(file.path("data", f))
REGIMENS <- c("INO_SINGLE", "MINI_HCVD_INO", "BLINA", "FLAG_IDA", "HYPER_CVAD", "CAR_T")

# ---- lives: one row a patient, dates as text, "" is absent -----------------------------------------------------
lives <- function(cohort, start, last_alive, dead, regimen, ...) {
  x <- data.frame(cohort, patient = seq_along(start), start = text(start), regimen, line = 1, birth = "1970-06-15",
    sex = "female", genetic = "", ecog = "", wbc = "", blood = "", marrow = "", enrolled = "", remission = "",
    response = "", refractory = "", relapse = "", transplant = "", in_remission = "", last_alive = text(last_alive),
    death = "", stringsAsFactors = FALSE)
  x$death <- ifelse(dead, text(last_alive), "")
  more <- list(...)
  for (name in names(more)) x[[name]] <- more[[name]]
  x
}
aml <- public("survival_aml_23.csv")
aml <- with(aml, lives("aml", rep(day0, nrow(aml)), day0 + 7 * time, status == 1, ifelse(x == "Maintained", "MINI_HCVD_INO", "INO_SINGLE")))
gehan <- public("mass_gehan_42.csv"); responded <- day0 + 28
gehan <- with(gehan, lives("gehan", rep(day0, nrow(gehan)), responded + 7 * time, FALSE, ifelse(treat == "6-MP", "MINI_HCVD_INO", "INO_SINGLE"),
  remission = "CR", response = text(responded), relapse = ifelse(cens == 1, text(responded + 7 * time), ""),
  in_remission = ifelse(cens == 1, "", text(responded + 7 * time))))
# A relapse on the day of the remission would be none, so that all times of this set are a day longer.
bmt <- public("survminer_bmt_35.csv"); bmt$days <- 7 * bmt$ftime + 1
bmt <- with(bmt, lives("bmt", rep(day0, nrow(bmt)), responded + days, status == 1, ifelse(dis == 1, "MINI_HCVD_INO", "INO_SINGLE"),
  remission = "CR", response = text(responded), relapse = ifelse(status == 2, text(responded + days), ""),
  in_remission = ifelse(status == 0, text(responded + days), "")))
# Left truncation: months of age are days here, and residents enter the registry late. Every sixteenth resident.
channing <- public("kmsurv_channing_lefttrunc_462.csv"); channing <- channing[channing$obs %% 16 == 0, ]
channing <- with(channing, lives("channing", rep(day0, nrow(channing)), day0 + age, death == 1,
  ifelse(gender == 1, "MINI_HCVD_INO", "INO_SINGLE"), enrolled = text(day0 + ageentry)))
# One patient of the Stanford set lives for half a day after transplantation, so days are doubled. Every third patient.
heart <- public("survival_heart_172.csv"); heart <- heart[heart$id %% 3 == 0, ]
heart <- do.call(rbind, lapply(split(heart, heart$id), function(h) { last <- h[nrow(h), ]
  data.frame(stop = 2 * last$stop, dead = last$event, transplant = if (last$transplant == 1) 2 * last$start else NA) }))
heart <- with(heart, lives("heart", rep(day0, nrow(heart)), day0 + stop, dead == 1, "INO_SINGLE", transplant = text(day0 + transplant)))
# Curves that lie on one half, end at nought, never fall, or fall on day 0; groups of one.
edge <- rbind(data.frame(r = 1, t = c(10, 20, 30, 40, 50, rep(60, 5)), d = c(1, 1, 1, 1, 1, rep(0, 5))),
  data.frame(r = 2, t = c(1, 2, 3, 4, 5, 6), d = c(1, 1, 1, 1, 0, 1)), data.frame(r = 3, t = c(0, 0, 3, 3), d = 1),
  data.frame(r = 4, t = c(0, 5, 5, 800), d = 0), data.frame(r = 5, t = 7, d = 1), data.frame(r = 6, t = rep(9, 5), d = 1))
edges <- with(edge, lives("edges", rep(day0, length(t)), day0 + t, d == 1, REGIMENS[r]))

drawn <- function(cohort, n, regimens, scale, dying, partial, late) {
  start <- day0 + sample(0:900, n, TRUE)
  group <- sample(seq_along(regimens), n, TRUE, regimens)
  line <- sample(1:5, n, TRUE, c(.35, .35, .15, .1, .05))
  # Few distinct days, so that events and censoring tie.
  last <- round(pmin(rexp(n, 1 / (scale / (1 + .3 * (line > 1)))), 1500) / 10) * 10
  last[sample(n, 3)] <- 0
  dead <- runif(n) < dying
  dead[group == length(regimens)] <- FALSE
  responds <- runif(n) < .6 & last >= 28
  day <- ifelse(responds, sample(c(20, 28, 28, 28, 35, 60), n, TRUE), NA); day <- pmin(day, last)
  unassessed <- !responds & (last < 28 | runif(n) < .08)
  relapses <- responds & last > day & runif(n) < .5
  gap <- last - day
  relapse <- ifelse(relapses, day + pmax(1, ceiling(runif(n) * gap)), NA)
  allo <- responds & gap > 40 & runif(n) < .5
  allo_day <- ifelse(allo, day + 30 + round(runif(n) * pmin(gap - 35, 120)), NA)
  allo_day <- ifelse(!is.na(relapse) & allo_day >= relapse, NA, allo_day)
  seen <- ifelse(responds & !relapses & !dead, pmax(day, ifelse(runif(n) < .3, last - sample(0:90, n, TRUE), last)), NA)
  seen <- ifelse(!is.na(allo_day), pmax(seen, allo_day), seen)
  maybe <- function(x, share = .1) ifelse(runif(n) < share, "", x)
  vague <- function(d) ifelse(!is.na(d) & runif(n) < partial, month(d), text(d))
  alive <- ifelse(dead, pmax(last - sample(c(0, 0, 1, 12, 40), n, TRUE), ifelse(is.na(relapse), 0, relapse), ifelse(is.na(day), 0, day),
    ifelse(is.na(allo_day), 0, allo_day), ifelse(responds | unassessed, 0, pmin(28, last))), last)
  death <- as.Date(ifelse(dead, start + last, NA), origin = "1970-01-01")
  death_text <- ifelse(!is.na(death) & alive < last & runif(n) < 2 * partial, month(death), text(death))
  start_text <- ifelse(format(start, "%d") >= "05", vague(start), text(start))
  relapse_date <- as.Date(ifelse(is.na(relapse), NA, start + relapse), origin = "1970-01-01")
  x <- lives(cohort, start, start + alive, dead, REGIMENS[group], line = line, birth = text(start - sample(18:80, n, TRUE) * 365 - sample(0:364, n, TRUE)),
    sex = sample(c("female", "male"), n, TRUE), genetic = sample(c("", "ph_pos", "t4_11_kmt2a", "complex", "diploid"), n, TRUE, c(.1, .2, .05, .25, .4)),
    ecog = maybe(sample(0:3, n, TRUE, c(.4, .4, .15, .05))), wbc = maybe(round(rexp(n, 1 / 9) * (1 + (group == 1)), 1), .15),
    blood = maybe(sample(0:96, n, TRUE)), marrow = sample(5:98, n, TRUE), enrolled = ifelse(runif(n) < late, text(start + sample(c(-5, 0, 7, 30), n, TRUE)), ""),
    remission = ifelse(responds, sample(c("CR", "CRp", "CRi"), n, TRUE, c(.6, .25, .15)), ""), response = ifelse(responds, text(start + day), ""),
    refractory = ifelse(!responds & !unassessed, text(start + 28), ""), relapse = vague(relapse_date), transplant = text(start + allo_day),
    in_remission = text(start + seen), death = death_text)
  x$start <- start_text
  x$sex[group == 2] <- "male"
  x
}
people <- rbind(aml, gehan, bmt, channing, heart, edges,
  drawn("drawn-1", 80, c(.45, .35, .2), 420, .7, .15, .25), drawn("drawn-2", 80, c(.5, .3, .1, .1), 250, .8, .3, 0))
write.csv(people, "data/cohorts.csv", row.names = FALSE, quote = FALSE)

# ---- what is meant by them: days, with the registry's rules for unknown days --------------------------------------
as_day <- function(x) as.Date(ifelse(nchar(x) == 10, x, NA))
first_of <- function(x) as.Date(ifelse(x == "", NA, substr(paste0(x, "-01"), 1, 10)))
last_of <- function(x) { f <- first_of(x); as.Date(ifelse(nchar(x) == 7, as.Date(format(f + 31, "%Y-%m-01")) - 1, f), origin = "1970-01-01") }
between <- function(x, low, high) as.Date(pmin(pmax(x, low, na.rm = TRUE), high, na.rm = TRUE), origin = "1970-01-01")
meant <- function(x) {
  x[is.na(x)] <- ""
  x$group <- x$regimen
  x$start_on <- first_of(x$start)                                     # the 1st: nothing earlier bounds it, see below
  # The relapse that led to treatment is entered seven days before a known start, or on the 5th of the month.
  x$start_on <- as.Date(ifelse(nchar(x$start) == 7, x$start_on + 4, x$start_on), origin = "1970-01-01")
  x$alive_on <- as_day(x$last_alive)
  signs <- pmax(x$alive_on, as_day(x$in_remission), na.rm = TRUE)
  partial_death <- nchar(x$death) == 7
  x$death_on <- as_day(x$death)
  x$death_on[partial_death] <- between(first_of(x$death) + 14, pmax(first_of(x$death), signs + 1), last_of(x$death))[partial_death]
  x$response_on <- as_day(x$response)
  partial <- nchar(x$relapse) == 7
  x$relapse_on <- as_day(x$relapse)
  x$relapse_on[partial] <- between(first_of(x$relapse) + 14, pmax(first_of(x$relapse), x$response_on + 1), pmin(last_of(x$relapse), last_of(x$death), na.rm = TRUE))[partial]
  x$hct_on <- as_day(x$transplant)
  x$failed_on <- as.Date(ifelse(x$response != "", x$relapse_on, pmin(as_day(x$refractory), x$death_on, na.rm = TRUE)), origin = "1970-01-01")
  days <- function(a, b) as.integer(b - a)
  x$os_event <- as.integer(!is.na(x$death_on))
  x$os <- as.integer(ifelse(is.na(x$death_on), pmax(signs, x$start_on), x$death_on) - as.integer(x$start_on))
  x$entry <- ifelse(x$enrolled == "", NA, days(x$start_on, as_day(x$enrolled))); x$entry[!is.na(x$entry) & x$entry <= 0] <- NA
  x$responder <- x$response != ""
  seen <- pmax(x$response_on, as_day(x$in_remission), na.rm = TRUE)
  x$first_on <- pmin(x$relapse_on, x$death_on, na.rm = TRUE)
  x$cause <- ifelse(is.na(x$first_on), 0, ifelse(!is.na(x$relapse_on) & x$relapse_on == x$first_on, 1, 2))
  x$rfs <- days(x$response_on, as.Date(ifelse(is.na(x$first_on), seen, x$first_on), origin = "1970-01-01"))
  x$dor <- days(x$response_on, as.Date(ifelse(is.na(x$first_on), seen, x$first_on), origin = "1970-01-01"))
  refused <- !x$responder & x$refractory != ""
  dead_day <- days(x$start_on, x$death_on)
  x$efs_event <- ifelse(x$responder, x$cause > 0, refused | x$os_event == 1) + 0L
  x$efs <- ifelse(x$responder, days(x$start_on, as.Date(ifelse(is.na(x$first_on), seen, x$first_on), origin = "1970-01-01")),
    ifelse(refused, pmin(1, dead_day, na.rm = TRUE), ifelse(x$os_event == 1, dead_day, 0)))
  x$of <- days(x$failed_on, as.Date(ifelse(is.na(x$death_on), signs, x$death_on), origin = "1970-01-01"))
  x$fails <- !is.na(x$failed_on) & !is.na(x$of) & x$of > 0
  x$hct_day <- days(x$start_on, x$hct_on)
  x$hct_cause <- ifelse(!is.na(x$hct_on), 1, ifelse(!is.na(x$failed_on) | x$os_event == 1, 2, 0))
  x$hct_time <- ifelse(!is.na(x$hct_on), x$hct_day, ifelse(x$hct_cause == 2, days(x$start_on, pmin(x$failed_on, x$death_on, na.rm = TRUE)), x$os))
  x$to_hct <- pmin(x$os, x$hct_day, na.rm = TRUE); x$to_hct_event <- ifelse(!is.na(x$hct_day) & x$hct_day < x$os, 0, x$os_event)
  b <- as.POSIXlt(as.Date(x$birth)); s <- as.POSIXlt(x$start_on)
  x$age <- s$year - b$year - (s$mon < b$mon | (s$mon == b$mon & s$mday < b$mday))
  x$line_group <- ifelse(x$line >= 3, "3+", as.character(x$line))
  x$age_group <- ifelse(x$age < 40, "<40", ifelse(x$age <= 60, "40-60", ">60"))
  x$genetic_group <- ifelse(x$genetic == "", "not_evaluable", x$genetic)
  x$ecog_group <- ifelse(x$ecog == "", NA, ifelse(x$ecog %in% c("0", "1"), "0-1", ifelse(x$ecog == "2", "2", "3+")))
  x
}

# ---- answers: cohort, statistic, grouping, group, what, value -------------------------------------------------------
answers <- list()
put <- function(cohort, statistic, grouping, group, what, value) answers[[length(answers) + 1]] <<-
  data.frame(cohort, statistic, grouping, group, what, value = sprintf("%.12g", as.numeric(value)))
MONTHS <- c(12, 24); GROUPINGS <- c(overall = "all", regimen = "group", `salvage-line` = "line_group", `age-group` = "age_group", `genetic-group` = "genetic_group")

# Limits of a median are read off the band. With late entry a band may rise again, of which `quantile` takes another
# day than the first below one half; the first is meant.
median_of <- function(f) { q <- quantile(f, .5); below <- function(band) { day <- f$time[!is.na(band) & band < .5 - 1e-8]; if (length(day)) min(day) else NA }
  if (any(diff(na.omit(f$lower)) > 0)) q$lower <- below(f$lower)
  if (any(diff(na.omit(f$upper)) > 0)) q$upper <- below(f$upper)
  q }
curve <- function(where, group, f, last, steps) {
  q <- median_of(f); put_in <- function(what, value) do.call(put, c(where, list(group, what, value)))
  put_in("n", f$n[1]); put_in("events", sum(f$n.event)); put_in("median", q$quantile); put_in("median_lower", q$lower); put_in("median_upper", q$upper)
  ends <- f$surv[length(f$surv)] == 0
  for (m in MONTHS) { at <- summary(f, times = m * 30.4375, extend = TRUE); known <- m * 30.4375 <= last || ends
    put_in(paste0("rate_", m), if (known) at$surv else NA); put_in(paste0("rate_lower_", m), if (known) at$lower else NA)
    put_in(paste0("rate_upper_", m), if (known) at$upper else NA) }
  if (steps) { kept <- f$n.event + f$n.censor > 0; names <- paste0("@", f$time[kept])
    put_in(paste0("value", names), f$surv[kept]); put_in(paste0("lower", names), f$lower[kept]); put_in(paste0("upper", names), f$upper[kept]); put_in(paste0("at_risk", names), f$n.risk[kept]) }
}
# An entry on the day after the origin (or of day 0) is at risk from just before its first day on.
entered <- function(entry) ifelse(is.na(entry), -1, entry)
# Observed less expected, and its hypergeometric variance, summed over the days of events.
with_entry <- function(entry, time, event, group) {
  score <- 0; variance <- 0; expected <- 0
  for (day in unique(time[event == 1])) { risk <- table(group[entry < day & time >= day]); n <- sum(risk); d <- sum(time == day & event == 1)
    expected <- expected + d * risk / n; score <- score + table(group[time == day & event == 1]) - d * risk / n
    if (n > 1) variance <- variance + d * (n - d) / (n - 1) * (diag(risk / n) - outer(risk / n, risk / n)) }
  kept <- which(expected > 0); df <- length(kept) - 1; if (df < 1) return(NULL); kept <- kept[-1]
  chi <- try(drop(score[kept] %*% solve(variance[kept, kept, drop = FALSE], score[kept])), silent = TRUE); if (inherits(chi, "try-error")) return(NULL)
  c(chi, df, pchisq(chi, df, lower.tail = FALSE))
}
test_of <- function(where, time, event, entry, group) {
  group <- factor(group); if (nlevels(group) < 2) return()
  if (any(!is.na(entry))) {
    # survdiff refuses entries, and the exact likelihood with its equal score takes for ever where many die on one day.
    put_all <- with_entry(entered(entry), time, event, group); if (is.null(put_all)) return()
  } else { s <- try(survdiff(Surv(time, event) ~ group), silent = TRUE); if (inherits(s, "try-error")) return()
    df <- sum(s$exp > 0) - 1; if (df < 1) return(); put_all <- c(s$chisq, df, pchisq(s$chisq, df, lower.tail = FALSE)) }
  for (i in 1:3) do.call(put, c(where, list("", c("chi_square", "df", "p")[i], put_all[i])))
}
survival_of <- function(cohort, statistic, x, time, event, groupings, entry = rep(NA, nrow(x)), steps = TRUE) {
  kept <- !is.na(time) & (is.na(entry) | entry < time); x <- x[kept, ]; time <- time[kept]; event <- event[kept]; entry <- entry[kept]
  for (grouping in groupings) { g <- as.character(if (grouping == "overall") rep("all", nrow(x)) else x[[GROUPINGS[grouping]]]); where <- list(cohort, statistic, grouping)
    for (level in unique(g)) { own <- g == level
      f <- if (all(is.na(entry[own]))) survfit(Surv(time[own], event[own]) ~ 1, conf.type = "log-log") else survfit(Surv(entered(entry[own]), time[own], event[own]) ~ 1, conf.type = "log-log")
      curve(where, level, f, max(time[own]), steps && grouping %in% c("overall", "regimen")) }
    test_of(where, time, event, entry, g) }
}
incidence_of <- function(cohort, statistic, x, time, cause, groupings) for (grouping in groupings) {
  g <- as.character(if (grouping == "overall") rep("all", nrow(x)) else x[[GROUPINGS[grouping]]])
  for (level in unique(g)) { own <- g == level; state <- factor(cause[own], levels = 0:2)
    f <- survfit(Surv(time[own], state) ~ 1, conf.type = "log-log"); mine <- function(what, value) put(cohort, statistic, grouping, level, what, value)
    c1 <- cuminc(time[own], cause[own], cencode = 0)
    for (k in 1:2) { names <- paste0("@", f$time); mine(paste0("value", k, names), f$pstate[, k + 1]); mine(paste0("lower", k, names), f$lower[, k + 1]); mine(paste0("upper", k, names), f$upper[, k + 1])
      if (any(cause[own] == k)) stopifnot(all.equal(unname(timepoints(c1, f$time)$est[paste(1, k), ]), f$pstate[, k + 1], check.attributes = FALSE)) } }
  gray <- if (length(unique(g)) > 1) try(cuminc(time, cause, g, cencode = 0)$Tests, silent = TRUE)
  if (is.matrix(gray)) for (k in rownames(gray)) for (i in 1:3) put(cohort, statistic, grouping, k, c("chi_square", "p", "df")[i], gray[k, i])
}
follow_up_of <- function(cohort, x, groupings, entry) { cut <- max(x$start_on + x$os); kept <- is.na(entry) | entry < x$os; x <- x[kept, ]; entry <- entered(entry[kept])
  for (grouping in groupings) { g <- as.character(if (grouping == "overall") rep("all", nrow(x)) else x[[GROUPINGS[grouping]]])
    for (level in unique(g)) { own <- x[g == level, ]; q <- median_of(survfit(Surv(entry[g == level], own$os, 1 - own$os_event) ~ 1, conf.type = "log-log")); alive <- own$os[own$os_event == 0]
      mine <- function(what, value) put(cohort, "follow-up", grouping, level, what, value)
      mine("reverse_median", q$quantile); mine("reverse_lower", q$lower); mine("reverse_upper", q$upper); mine("alive", length(alive))
      # Clark, Altman and De Stavola: observed, of what was possible until death or the latest contact of anybody.
      late <- pmax(entry[g == level], 0); possible <- ifelse(own$os_event == 1, own$os, as.integer(cut - own$start_on)) - late
      if (sum(possible) > 0) mine("completeness", sum(own$os - late) / sum(possible))
      if (length(alive)) { mine("alive_median", median(alive)); mine("alive_minimum", min(alive)); mine("alive_maximum", max(alive)) } } } }
# Standardised differences: Austin 2009; Yang and Dalton 2012 by solve() without one level; the largest of all pairs.
difference <- function(groups, f) { if (length(groups) < 2) return(NULL); max(apply(combn(length(groups), 2), 2, function(i) f(groups[[i[1]]], groups[[i[2]]]))) }
of_values <- function(a, b) { d <- abs(mean(a) - mean(b)); if (d == 0) 0 else d / sqrt((var(a) + var(b)) / 2) }
of_counts <- function(a, b) { p <- a / sum(a); q <- b / sum(b); keep <- p + q > 0; if (sum(keep) < 2) return(0); p <- p[keep][-1]; q <- q[keep][-1]
  cov <- function(p) diag(p, length(p)) - p %o% p; d <- p - q; inverse <- try(solve((cov(p) + cov(q)) / 2), silent = TRUE)
  if (inherits(inverse, "try-error")) Inf else sqrt(drop(t(d) %*% inverse %*% d)) }
table_of <- function(cohort, x, grouping) { g <- factor(x[[GROUPINGS[grouping]]]); two <- nlevels(g) == 2
  measures <- list("Age" = x$age, "White cells at start" = as.numeric(x$wbc), "Blood blasts at start" = as.numeric(x$blood), "Marrow blasts at start" = as.numeric(x$marrow))
  for (title in names(measures)) { v <- measures[[title]]; mine <- function(group, what, value) put(cohort, "table-1", grouping, group, paste0(title, "|", what), value)
    for (level in levels(g)) { own <- v[g == level]; known <- own[!is.na(own)]; q <- quantile(known, c(.25, .5, .75), type = 2)
      mine(level, "n", length(known)); mine(level, "missing", sum(is.na(own))); mine(level, "q1", q[1]); mine(level, "median", q[2]); mine(level, "q3", q[3]); mine(level, "minimum", min(known)); mine(level, "maximum", max(known)) }
    several <- Filter(function(one) length(one) > 1, lapply(split(v, g), na.omit)); mine("", "difference", difference(several, of_values))
    mine("", "p", if (two) suppressWarnings(wilcox.test(v ~ g))$p.value else kruskal.test(v ~ g)$p.value) }
  codes <- list("Age group" = x$age_group, "Sex" = x$sex, "ECOG performance status" = x$ecog_group, "Genetic group" = x$genetic_group, "Salvage line" = x$line_group, "Regimen" = x$group)
  codes <- codes[names(codes) != c(regimen = "Regimen", `salvage-line` = "Salvage line", `age-group` = "Age group", `genetic-group` = "Genetic group")[grouping]]
  for (title in names(codes)) { v <- codes[[title]]; counts <- table(v, g); counts <- counts[rowSums(counts) > 0, , drop = FALSE]; if (nrow(counts) < 2) next
    columns <- Filter(sum, lapply(seq_len(ncol(counts)), function(at) counts[, at])); put(cohort, "table-1", grouping, "", paste0(title, "|difference"), difference(columns, of_counts))
    expected <- suppressWarnings(chisq.test(counts, correct = FALSE)); exact <- min(expected$expected) < 5
    put(cohort, "table-1", grouping, "", paste0(title, if (exact) "|fisher" else "|p"), if (exact) fisher.test(counts, workspace = 2e8)$p.value else expected$p.value) } }
proportion_of <- function(cohort, statistic, label, x, yes, grouping) { g <- as.character(if (grouping == "overall") rep("all", nrow(x)) else x[[GROUPINGS[grouping]]])
  for (level in unique(g)) { own <- yes[g == level]; limits <- binom.test(sum(own), length(own))$conf.int
    for (i in 1:4) put(cohort, statistic, grouping, level, paste0(label, "|", c("numerator", "denominator", "lower", "upper")[i]), c(sum(own), length(own), limits)[i]) } }
around_transplant <- function(cohort, x, entry) { kept <- is.na(entry) | entry < x$os; x <- x[kept, ]; from <- entered(entry[kept])
  moved <- !is.na(x$hct_day) & x$hct_day < x$os
  rows <- rbind(data.frame(from = from, to = ifelse(moved, x$hct_day, x$os), event = ifelse(moved, 0, x$os_event), after = "before"),
    data.frame(from = pmax(from, x$hct_day), to = x$os, event = x$os_event, after = "after")[moved, ])
  rows <- rows[rows$to > rows$from, ]; statistic <- "survival-around-transplant"
  for (level in unique(rows$after)) { own <- rows[rows$after == level, ]; curve(list(cohort, statistic, "overall"), level, survfit(Surv(from, to, event) ~ 1, own, conf.type = "log-log"), max(own$to), TRUE) }
  test_of(list(cohort, statistic, "overall"), rows$to, rows$event, rows$from, rows$after)
  late <- x[x$os > 121, ]; then <- ifelse(!is.na(late$hct_day) & late$hct_day <= 121, "after", "before"); late_entry <- from[x$os > 121] - 121; late_entry[late_entry <= -1] <- NA
  for (level in unique(then)) { own <- then == level; f <- survfit(Surv(entered(late_entry[own]), late$os[own] - 121, late$os_event[own]) ~ 1, conf.type = "log-log"); curve(list(cohort, "survival-from-landmark", "overall"), level, f, max(late$os[own] - 121), TRUE) }
  test_of(list(cohort, "survival-from-landmark", "overall"), late$os - 121, late$os_event, late_entry, then) }

for (cohort in unique(people$cohort)) { x <- meant(people[people$cohort == cohort, ]); r <- x[x$responder, ]; by <- c("overall", "regimen")
  if (cohort %in% c("aml", "channing", "edges", "heart")) { survival_of(cohort, "survival-from-start", x, x$os, x$os_event, if (cohort == "heart") "overall" else by, x$entry); follow_up_of(cohort, x, by, x$entry) }
  if (cohort %in% c("gehan", "bmt")) { survival_of(cohort, "duration-of-response", r, r$rfs, as.integer(r$cause == 1), by); survival_of(cohort, "relapse-free-survival", r, r$rfs, as.integer(r$cause > 0), by) }
  if (cohort == "bmt") incidence_of(cohort, "relapse-and-death", r, r$rfs, r$cause, by)
  if (cohort == "heart") around_transplant(cohort, x, x$entry)
  if (startsWith(cohort, "drawn")) { every <- names(GROUPINGS)
    survival_of(cohort, "survival-from-start", x, x$os, x$os_event, every, x$entry, steps = TRUE); follow_up_of(cohort, x, every, x$entry)
    late <- function(y, since) { e <- y$entry - as.integer(since - y$start_on); e[!is.na(e) & e <= 0] <- NA; e }
    survival_of(cohort, "event-free-survival", x, x$efs, x$efs_event, every, x$entry, steps = FALSE)
    survival_of(cohort, "relapse-free-survival", r, r$rfs, as.integer(r$cause > 0), every, late(r, r$response_on), steps = FALSE)
    survival_of(cohort, "duration-of-response", r, r$dor, as.integer(r$cause == 1), every, late(r, r$response_on), steps = FALSE)
    failed <- x[x$fails, ]; survival_of(cohort, "survival-from-failure", failed, failed$of, failed$os_event, setdiff(every, character(0)), late(failed, failed$failed_on), steps = FALSE)
    survival_of(cohort, "survival-to-transplant", x, x$to_hct, x$to_hct_event, every, x$entry, steps = FALSE)
    if (all(is.na(x$entry))) { incidence_of(cohort, "relapse-and-death", r, r$rfs, r$cause, by); incidence_of(cohort, "incidence-of-transplant", x, x$hct_time, x$hct_cause, by)
      # First remission; without one, death, else the assessment that showed none, or nothing after the start.
      never <- ifelse(x$os_event == 1, x$os, ifelse(x$refractory == "", 0, as.integer(as_day(x$refractory) - x$start_on)))
      incidence_of(cohort, "incidence-of-response", x, ifelse(x$responder, as.integer(x$response_on - x$start_on), never), ifelse(x$responder, 1, ifelse(x$os_event == 1, 2, 0)), by)
      h <- r[!is.na(r$hct_on), ]; seen <- pmax(h$hct_on, as_day(h$in_remission), na.rm = TRUE); end <- as.Date(ifelse(is.na(h$first_on), seen, h$first_on), origin = "1970-01-01")
      incidence_of(cohort, "relapse-and-death-after-transplant", h, as.integer(end - h$hct_on), h$cause, by) }
    around_transplant(cohort, x, x$entry)
    for (grouping in setdiff(every, "overall")) table_of(cohort, x, grouping)
    for (grouping in every) { proportion_of(cohort, "overall-response", "Overall response", x, x$responder, grouping); proportion_of(cohort, "overall-response", "Complete remission (CR)", x, x$remission == "CR", grouping)
      proportion_of(cohort, "transplant-rate", "Transplanted, of all patients", x, !is.na(x$hct_on), grouping) } } }
out <- do.call(rbind, answers)
write.csv(out, "cohort_answers.csv", row.names = FALSE, quote = 5)
cat(nrow(people), "lives,", nrow(out), "answers\n")
