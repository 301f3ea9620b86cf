"""A person at the keyboard, without a mouse: every key counts, and so does every page that loads.

Tab goes the shorter way round, a list is moved by the first letters of what is wanted, and nothing is pasted.
"""

import json

from playwright.sync_api import Locator, Page

from tests.browser.whole_patient import Answer, Answers

# Everything that Tab stops at, in order: visible, not disabled, not inside a closed fold. Of the radio
# buttons of one name only one is a stop.
STOPS = """() => {
  const all = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")];
  const seen = new Set();
  return all.filter(element => element.tabIndex >= 0 && !element.disabled
    && element.checkVisibility({checkVisibilityCSS: true})
    && !(element.type === "radio" && (seen.has(element.name) || !seen.add(element.name))));
}"""
STEPS_TO = f"""target => {{
  const stops = ({STOPS})();
  const now = stops.indexOf(document.activeElement), wanted = stops.indexOf(target);
  return wanted < 0 ? null : wanted - now;
}}"""
# The names of a form's inputs in the order of the page.
NAMES = "form => [...new Set([...form.elements].map(input => input.name))]"
IS_FOCUSED = "element => element === document.activeElement"


class Keyboard:
    """Presses keys on a page. strokes: keys pressed so far; loads: pages loaded so far."""

    def __init__(self, page: Page) -> None:
        self.page, self.strokes, self.loads = page, 0, 0
        page.on("domcontentloaded", self._count_load)

    def _count_load(self, page: Page) -> None:
        self.loads += 1

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.strokes += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def reach(self, target: Locator) -> None:
        """Tab to the target, forwards or backwards, whichever is shorter."""
        if target.evaluate(IS_FOCUSED):
            return
        steps = target.evaluate(STEPS_TO)
        assert steps is not None, f"Tab does not lead to {target}"
        self.press("Tab" if steps > 0 else "Shift+Tab", abs(steps))
        assert target.evaluate(IS_FOCUSED), f"Tab went past {target}"

    def choose(self, select: Locator, code: str) -> None:
        """Type the label's letters until the list stands on it."""
        label = select.locator(f'option[value="{code}"]').inner_text().strip()
        letters = iter(label)
        while select.input_value() != code:
            self.type(next(letters))

    def fill_in(self, form: Locator, answers: Answers) -> None:
        """Answer the questions of a form from top to bottom."""
        order = form.evaluate(NAMES)
        for name in sorted(answers, key=order.index):
            self.answer(form, name, answers[name])

    def answer(self, form: Locator, name: str, given: Answer) -> None:
        """Answer one question of a form, unless it has that answer already."""
        inputs = form.locator(f'[name="{name}"]')
        if inputs.first.get_attribute("type") == "checkbox":
            for box in (form.locator(f'[name="{name}"][value="{code}"]') for code in given):
                if not box.is_checked():
                    self.reach(box)
                    self.press("Space")
            return
        text = given if isinstance(given, str) else json.dumps(given)
        if inputs.input_value() == text:
            return
        self.reach(inputs)
        if inputs.evaluate("input => input.tagName") == "SELECT":
            self.choose(inputs, text)
            return
        if inputs.evaluate("input => input.tagName") == "TEXTAREA" and inputs.input_value():
            # What a one-line box holds is selected by Tab; what a larger one holds is not.
            self.press("Control+a")
        self.type(text)
