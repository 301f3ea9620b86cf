"""How a question looks on a form: one layout object, one template, for every record type."""

import json
from typing import Any

from crispy_forms.layout import Fieldset, Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string

from registry.fields import DateAnswer, PartialDateAnswer
from registry.forms.following import follows
from registry.forms.sections import sections_of

DATES = (DateAnswer, PartialDateAnswer)


class Answer(LayoutObject):
    """One question with its unit, help, missing reason, problems and what others answered."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        question = form.questions[self.name]
        form.rendered_fields.add(self.name)
        form.rendered_fields.add(form.missing_name(self.name))
        return render_to_string(
            "components/answer.html",
            {
                "answer": form[self.name],
                "question": question,
                "missing": form.missing_field(self.name),
                "unit": form.unit_field(self.name),
                "echo": form.echo(self.name),
                "anchor": form.anchor if isinstance(question, DATES) else None,
                "needed": question.needed != "O",
                "when": json.dumps(question.when) if question.when.keys() & form.questions.keys() else "",
                "follows": self._follows(form),
                "problems": form.problems.get(self.name, ()),
                "queries": form.queries.get(self.name, ()),
                "conflict": form.conflicts.get(self.name),
            },
        )

    def _follows(self, form: Any) -> dict[str, str] | None:
        """The rule for the browser, and the label of the question from which the answer is taken."""
        rule = follows(form.record, self.name)
        if rule is None or rule.source not in form.questions:
            return None
        return {"rule": rule.as_json(), "label": str(form.questions[rule.source].verbose_name)}


class Folded(LayoutObject):
    """Rarer questions, behind a heading that opens them; open at once if one of them has an answer."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        inside = [Answer(name).render(form, context) for name in self.names]
        is_open = any(form.initial.get(name) or form.errors.get(name) for name in self.names)
        return render_to_string(
            "components/folded.html", {"answers": inside, "is_open": is_open, "count": len(inside)}
        )


def layout_of(slug: str, names: list[str]) -> Layout:
    sections, folded = sections_of(slug, names)
    parts: list[Any] = [
        Fieldset(title, *(Answer(name) for name in group if name in names), css_class="form-section")
        for title, group in sections.items()
    ]
    if folded:
        parts.append(Folded(*folded))
    return Layout(*parts)
