# Cox models, tests of proportional hazards and stratified log-rank tests on drawn patients.
# Usage, in this folder: Rscript regression.R   -> data/regression.csv, regression_answers.csv
suppressMessages(library(survival))
set.seed(20261121)
n <- 240
people <- data.frame(
  age = sample(18:80, n, TRUE), line = sample(c("1", "2", "3+"), n, TRUE, c(.4, .35, .25)),
  male = rbinom(n, 1, .5), wbc = round(rexp(n, 1 / 9), 1), site = sample(c("A", "B", "C"), n, TRUE))
people$line2 <- as.integer(people$line == "2"); people$line3 <- as.integer(people$line == "3+")
# Hazards cross for one covariate; days are rounded so that events tie.
time <- rexp(n, exp(.01 * people$age + .5 * people$line3) / 500) * ifelse(people$male == 1, runif(n, .2, 2), 1)
end <- pmin(time, runif(n, 200, 1500))
people$days <- ceiling(end / 10) * 10
people$event <- as.integer(time <= end)
people$entry <- ifelse(runif(n) < .3, pmin(sample(1:120, n, TRUE), people$days - 5), -1)
write.csv(people, "data/regression.csv", row.names = FALSE, quote = FALSE)

rows <- list()
put <- function(model, what, term, value) rows[[length(rows) + 1]] <<-
  data.frame(model, what, term, value = sprintf("%.15g", as.numeric(value)))
tight <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60)
model <- function(name, formula) {
  fit <- coxph(formula, people, control = tight); s <- summary(fit)
  put(name, "coef", names(coef(fit)), coef(fit)); put(name, "se", names(coef(fit)), sqrt(diag(vcov(fit))))
  put(name, "p", names(coef(fit)), s$coefficients[, 5]); put(name, "loglik", c("null", "model"), fit$loglik)
  i <- which(names(coef(fit)) %in% c("line2", "line3"))
  put(name, "wald", "line", drop(coef(fit)[i] %*% solve(vcov(fit)[i, i], coef(fit)[i])))
  # The two columns of the line are one term of the model: cox.zph tests them together.
  grouped <- cox.zph(coxph(update(formula, . ~ . - line2 - line3 + cbind(line2, line3)), people, control = tight))$table
  terms <- sub("cbind(line2, line3)", "line", rownames(grouped), fixed = TRUE)
  put(name, "zph", terms, grouped[, "chisq"]); put(name, "zph_df", terms, grouped[, "df"]); put(name, "zph_p", terms, grouped[, "p"])
}
model("plain", Surv(days, event) ~ age + line2 + line3 + male + wbc)
model("entry", Surv(entry, days, event) ~ age + line2 + line3 + male + wbc)
model("strata", Surv(days, event) ~ age + line2 + line3 + male + wbc + strata(site))
model("entry-strata", Surv(entry, days, event) ~ age + line2 + line3 + male + wbc + strata(site))

logrank <- function(name, formula) {
  s <- survdiff(formula, people); observed <- if (is.matrix(s$obs)) rowSums(s$obs) else s$obs
  expected <- if (is.matrix(s$exp)) rowSums(s$exp) else s$exp; df <- sum(expected > 0) - 1
  put(name, "observed", names(s$n), observed); put(name, "expected", names(s$n), expected)
  put(name, "chi_square", "", s$chisq); put(name, "df", "", df); put(name, "p", "", pchisq(s$chisq, df, lower.tail = FALSE))
}
logrank("logrank", Surv(days, event) ~ line)
logrank("logrank-strata", Surv(days, event) ~ line + strata(site))
logrank("logrank-strata-sex", Surv(days, event) ~ line + strata(male))
# Transplantation as a covariate that changes on its day, alone and with age.
heart <- read.csv("data/survival_heart_172.csv")
put("heart", "alone", "transplant", exp(coef(coxph(Surv(start, stop, event) ~ transplant, heart, control = tight))))
with_age <- coxph(Surv(start, stop, event) ~ transplant + I(age / 10), heart, control = tight)
put("heart", "adjusted", c("transplant", "age"), exp(coef(with_age)))
write.csv(do.call(rbind, rows), "regression_answers.csv", row.names = FALSE, quote = FALSE)
