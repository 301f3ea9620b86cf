"""Frozen dataclasses as classes that mypyc can compile whole.

The constructor of a dataclass is written when its module is imported, and Python runs it line by line: making
the object would then cost more than everything that the compiled code does with it. Here the constructor is
written out before. Nothing else changes but that nobody is hindered from changing such an object, which the
sources, where they are run and checked, already exclude.

No object of these packages leads back to itself. That is said to the compiler, so that none is looked through
for such circles; and the memory of one is kept for the next of its class, as most live for a moment only.
"""

import ast


def with_constructors(source: str) -> str:
    """The source of a module in which every frozen dataclass has a constructor of its own."""
    tree = ast.parse(source)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in classes:
        _write_out(node)
        if not node.bases:
            node.decorator_list.insert(0, _expression("mypyc_attr(acyclic=True, free_list_len=1)"))
    if classes:
        # Behind what the module says of itself.
        tree.body[1:1] = ast.parse("from mypy_extensions import mypyc_attr").body
    return ast.unparse(tree)


def _write_out(node: ast.ClassDef) -> None:
    for place, decorator in enumerate(node.decorator_list):
        if _freezes(decorator):
            fields = [line for line in node.body if isinstance(line, ast.AnnAssign)]
            node.decorator_list[place] = _plain(decorator)
            node.body.insert(node.body.index(fields[-1]) + 1, _constructor(fields))


def _freezes(decorator: ast.expr) -> bool:
    """Whether it is `dataclass(frozen=True, …)`."""
    return ast.unparse(decorator).startswith("dataclass(") and "frozen" in _options(decorator)


def _options(decorator: ast.expr) -> dict[str, str]:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return {str(keyword.arg): ast.unparse(keyword.value) for keyword in keywords}


def _plain(decorator: ast.expr) -> ast.expr:
    """The same decorator without what it freezes; objects that are compared are hashed as before."""
    hashed = "" if _options(decorator).get("eq") == "False" else ", unsafe_hash=True"
    compared = ", eq=False" if not hashed else ""
    return _expression(f"dataclass(init=False{compared}{hashed})")


def _expression(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def _constructor(fields: list[ast.AnnAssign]) -> ast.stmt:
    names = [ast.unparse(field.target) for field in fields]
    taken = [_argument(name, field) for name, field in zip(names, fields, strict=True)]
    lines = [f"    self.{name} = {name}" for name in names]
    return ast.parse("\n".join((f"def __init__(self, {', '.join(taken)}) -> None:", *lines))).body[0]


def _argument(name: str, field: ast.AnnAssign) -> str:
    default = f" = {ast.unparse(field.value)}" if field.value else ""
    return f"{name}: {ast.unparse(field.annotation)}{default}"
