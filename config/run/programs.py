"""The registry's own programs, as `make run` starts them; a hospital's service files start the same ones."""

import sys

from config.run.processes import Program
from config.run.var_folder import VarFolder

WORKER_PROCESSES = 2


def prepare(var: VarFolder) -> Program:
    return Program("The preparation", python("config.run.prepare"), var.log("prepare"))


def web(var: VarFolder, port: int) -> Program:
    command = python("gunicorn", "--config", "python:config.gunicorn", "config.wsgi")
    return Program("The web server", command, var.log("web"), {"PORT": str(port)})


def worker(var: VarFolder) -> Program:
    command = celery("worker", "--concurrency", str(WORKER_PROCESSES), "--without-gossip", "--without-mingle")
    return Program("The worker", command, var.log("worker"))


def beat(var: VarFolder) -> Program:
    """The beat keeps its schedule in memory: intervals of seconds need no remembering over a restart."""
    command = celery("beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", "")
    return Program("The beat", command, var.log("beat"))


def celery(*arguments: str) -> list[str]:
    return python("celery", "--app", "config.celery", *arguments, "--loglevel", "INFO")


def python(module: str, *arguments: str) -> list[str]:
    """This interpreter running a module, writing its log line by line."""
    return [sys.executable, "-u", "-m", module, *arguments]
