# More reference values: small random data sets full of ties, answered by R's survival and cmprsk.
# Usage, in this folder: Rscript random.R   -> data/random.csv, random_answers.csv (one row per number)
suppressMessages({library(survival); library(cmprsk)})
set.seed(20180201)
answers <- NULL
put <- function(set, what, group, value) answers <<- rbind(answers,
  data.frame(set = set, what = what, group = group, value = sprintf("%.17g", as.numeric(value))))

one_set <- function(set, n, groups, last, censored) data.frame(set = set,
  day = sample(0:last, n, TRUE), cause = sample(0:2, n, TRUE, c(censored, .7 * (1 - censored), .3 * (1 - censored))),
  group = sample(seq_len(groups), n, TRUE), stratum = sample(1:2, n, TRUE))

shapes <- expand.grid(n = c(6, 15, 40, 120), groups = 2:3, last = c(5, 30, 400), censored = c(0, .3, .7))
sets <- do.call(rbind, lapply(seq_len(nrow(shapes)), function(i) with(shapes[i, ], one_set(i, n, groups, last, censored))))

answer <- function(x) {
  set <- x$set[1]; x$dead <- as.integer(x$cause > 0); x$group <- factor(x$group); x$state <- factor(x$cause, levels = 0:2)
  for (g in levels(x$group)) {
    own <- x[x$group == g, ]
    q <- quantile(survfit(Surv(day, dead) ~ 1, own, conf.type = "log-log"), .5)
    put(set, "median", g, q$quantile); put(set, "median_lower", g, q$lower); put(set, "median_upper", g, q$upper)
    aj <- summary(survfit(Surv(day, state) ~ 1, own, conf.type = "log-log"), times = max(own$day) %/% 2, extend = TRUE)
    for (k in 1:2) {
      put(set, paste0("incidence_", k), g, aj$pstate[1, k + 1]); put(set, paste0("incidence_error_", k), g, aj$std.err[1, k + 1])
      put(set, paste0("incidence_lower_", k), g, aj$lower[1, k + 1]); put(set, paste0("incidence_upper_", k), g, aj$upper[1, k + 1])
    }
  }
  if (nlevels(x$group) > 1 && any(x$dead == 1)) {
    test <- survdiff(Surv(day, dead) ~ group, x)
    put(set, "logrank", "", test$chisq); put(set, "logrank_df", "", sum(test$exp > 0) - 1)
    strat <- survdiff(Surv(day, dead) ~ group + strata(stratum), x); put(set, "logrank_stratified", "", strat$chisq)
  }
  gray <- try(cuminc(x$day, x$cause, x$group, cencode = 0)$Tests, silent = TRUE)
  if (!inherits(gray, "try-error") && !is.null(gray)) for (k in rownames(gray)) put(set, paste0("gray_", k), "", gray[k, "stat"])
}
for (x in split(sets, sets$set)) answer(x)

# With delayed entry survdiff refuses; the exact partial likelihood has the hypergeometric variance of the log-rank test.
people <- subset(read.csv("data/kmsurv_channing_lefttrunc_462.csv"), age > ageentry); heart <- read.csv("data/survival_heart_172.csv")
exact <- function(model) model$score
put(0, "logrank_channing", "", exact(coxph(Surv(ageentry, age, death) ~ gender, people, ties = "exact")))
put(0, "logrank_heart", "", exact(coxph(Surv(start, stop, event) ~ transplant, heart, ties = "exact")))
write.csv(sets, "data/random.csv", row.names = FALSE)
write.csv(answers, "random_answers.csv", row.names = FALSE, quote = FALSE)
