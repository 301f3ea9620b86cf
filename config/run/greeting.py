"""What the terminal shows once the registry answers."""

from config.run.console import say
from config.run.ports import LOOPBACK
from config.run.var_folder import VarFolder

DEMO_LOGINS = ("coordinator", "investigator", "data_manager", "monitor", "administrator")


def greet(port: int, var: VarFolder) -> None:
    say()
    say(f"The registry is at http://{LOOPBACK}:{port}/")
    if var.has_demo_password:
        say()
        say(f"Demo logins, all with the password {var.demo_password}")
        for login in DEMO_LOGINS:
            say(f"  {login}")
    say()
    say(f"Everything it keeps is in {var.path}. Ctrl-C stops it.")
