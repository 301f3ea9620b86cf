"""`python -m config.run --port 8000`: everything the registry needs, until Ctrl-C."""

import argparse
import os
import sys
from pathlib import Path

from config.run.console import CannotRun, complain, say
from config.run.embedded_redis import EmbeddedRedis
from config.run.greeting import greet
from config.run.ports import answers_http, require_free_port
from config.run.programs import beat, prepare, web, worker
from config.run.supervisor import StopRequest, Supervisor, stopping_on_signals
from config.run.var_folder import VarFolder

PROJECT = Path(__file__).resolve().parents[2]
SLOWEST_PREPARATION_SECONDS = 900


def main() -> int:
    port = asked_port()
    var = VarFolder(Path(os.environ.get("REGISTRY_VAR_DIR", PROJECT / "var")).resolve())
    try:
        with var.held(), stopping_on_signals() as stop:
            require_free_port(port)
            run(port, var, stop)
    except CannotRun as reason:
        complain(str(reason))
        return 1
    return 0


def asked_port() -> int:
    parser = argparse.ArgumentParser(prog="make run", description="Run the whole registry on this machine.")
    parser.add_argument("--port", type=int, default=8000, choices=range(1, 65536), metavar="PORT")
    return int(parser.parse_args().port)


def run(port: int, var: VarFolder, stop: StopRequest) -> None:
    """Start everything in order and watch it. Ends only by an exception."""
    os.chdir(PROJECT)
    os.environ.setdefault("REGISTRY_SECRET_KEY", var.secret_key)
    os.environ["REGISTRY_VAR_DIR"] = str(var.path)
    with Supervisor(stop) as supervisor:
        if "REGISTRY_REDIS_URL" not in os.environ:
            start_redis(supervisor, var)
        bring_up_to_date(var, stop)
        web_server = web(var, port)
        for program in (web_server, worker(var), beat(var)):
            supervisor.start(program)
        supervisor.wait_until(lambda: answers_http(port), web_server)
        greet(port, var)
        supervisor.watch()


def start_redis(supervisor: Supervisor, var: VarFolder) -> None:
    server = EmbeddedRedis(var.redis_folder)
    program = server.program(var.log("redis"))
    supervisor.start(program)
    supervisor.wait_until(server.answers, program)
    os.environ["REGISTRY_REDIS_URL"] = server.url


def bring_up_to_date(var: VarFolder, stop: StopRequest) -> None:
    say("Bringing the registry up to date (the first start also loads the demo registry and takes longer).")
    preparation = prepare(var)
    with Supervisor(stop) as supervisor:
        supervisor.start(preparation)
        supervisor.wait_until(lambda: preparation.has_ended, preparation, SLOWEST_PREPARATION_SECONDS)
    if preparation.wait() != 0:
        raise CannotRun(f"The registry could not be brought up to date; the reason is in {preparation.log}")


if __name__ == "__main__":
    sys.exit(main())
