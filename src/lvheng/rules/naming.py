"""What the codes in a rule's formulas are called: inputs, steps, parameters, choices, keys of tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lvheng.errors import Text
from lvheng.packs.rule_model import Part
from lvheng.rules.book import Rule


@dataclass(frozen=True)
class RuleTitles:
    """Names for `formula_words`, from the declarations of one rule."""

    rule: Rule

    @cached_property
    def parts(self) -> dict[str, Part]:
        item = self.rule.item
        return {part.code: part for part in (*item.all_inputs, *item.all_steps, *item.all_outputs)}

    def title(self, code: str) -> Text:
        """What an input, a step or a parameter is called; its code where it has no name."""
        if code in self.parts:
            return self.parts[code].title
        versions = self.rule.parameters.get(code)
        return versions[0].item.title if versions else Text(code, code)

    def word(self, word: str, of: str | None) -> Text:
        """A choice of ``of``, a key of the table ``of``, else whatever in the rule goes by that word."""
        versions = self.rule.parameters.get(of or "")
        if versions and word in versions[0].item.entry_names:
            return versions[0].item.entry_title(word)
        own = [self.parts[of]] if of in self.parts else []
        found = next((each for part in (*own, *self.parts.values()) if (each := part.choice(word))), None)
        if found is not None:
            return found.title
        return self.parts[word].title if word in self.parts else Text(word, word)
