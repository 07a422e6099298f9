"""Reads a compiled bot as Lex V2's own guide says it goes: what is said, and what is asked, step by step.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/paths-nextstep.html, paths-branching.html
"""

import re
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


class Reading:
    """One conversation by the compiled intents of one locale; slots that have a value are passed over."""

    def __init__(self, intents: Mapping[str, Json]) -> None:
        self._intents, self._name = intents, ""
        self.slots: dict[str, str | None] = {}
        self.said: list[str] = []
        self.asked: str | None = None

    def begin(self, name: str, slots: Mapping[str, str]) -> None:
        """Recognise an intent and the slots that are said with it."""
        self._name = name
        self.slots = {each: slots.get(each) or self._default(each) for each in self._elicitations}
        initial = self._intent.get("InitialResponseSetting")
        if initial:
            self._onward(initial, "Initial", "")
        else:
            self._after_slot(None)

    def answer(self, value: str) -> None:
        """Answer what was asked."""
        slot = self.asked or ""
        self.slots[slot] = value
        self._captured(slot)

    def decide(self, *, yes: bool) -> None:
        """Say yes or no to what was asked."""
        setting = self._intent["IntentConfirmationSetting"]
        self._onward(setting, *(["Confirmation"] * 2 if yes else ["Declination"] * 2))

    @property
    def _intent(self) -> Json:
        return self._intents[self._name]

    @property
    def _elicitations(self) -> Mapping[str, Json]:
        ordered = {each["SlotName"]: each["Priority"] for each in self._intent.get("SlotPriorities", ())}
        found = {each["Name"]: each["ValueElicitationSetting"] for each in self._intent.get("Slots", ())}
        return {name: found[name] for name in sorted(found, key=lambda name: int(ordered[name]))}

    def _default(self, slot: str) -> str | None:
        given = self._elicitations[slot].get("DefaultValueSpecification")
        value: str | None = given["DefaultValueList"][0]["DefaultValue"] if given else None
        return None if value and value.startswith("#") else value

    def _captured(self, slot: str) -> None:
        setting = self._elicitations[slot].get("SlotCaptureSetting")
        if setting:
            self._onward(setting, "Capture", "Capture")
        else:
            self._after_slot(slot)

    def _after_slot(self, slot: str | None) -> None:
        """Go on by priority, as Lex does where nothing else is set."""
        names = list(self._elicitations)
        left = names if slot is None else names[names.index(slot) + 1 :]
        required = [name for name in left if self._elicitations[name]["SlotConstraint"] == "Required"]
        if required:
            self._step({"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": required[0]}})
        elif "IntentConfirmationSetting" in self._intent:
            self._step({"DialogAction": {"Type": "ConfirmIntent"}})
        else:
            self._step({"DialogAction": {"Type": "CloseIntent"}})

    def _onward(self, setting: Json, words: str, prefix: str) -> None:
        self._say(setting.get(f"{words}Response"))
        conditional = setting.get(f"{prefix}Conditional")
        if conditional is None:
            self._step(setting[f"{prefix}NextStep"])
            return
        branches = (each for each in conditional["ConditionalBranches"] if self._holds(each))
        taken = next(branches, conditional["DefaultBranch"])
        self._say(taken.get("Response"))
        self._step(taken["NextStep"])

    def _step(self, step: Json) -> None:
        override = step.get("Intent", {})
        for each in override.get("Slots", ()):
            self.slots[each["SlotName"]] = each["SlotValueOverride"].get("Value")
        action = step["DialogAction"]
        self.asked = None
        match action["Type"]:
            case "ElicitSlot" if self.slots[action["SlotToElicit"]]:
                self._captured(action["SlotToElicit"])
            case "ElicitSlot":
                self.asked = action["SlotToElicit"]
                self._say(self._elicitations[self.asked]["PromptSpecification"])
            case "ConfirmIntent":
                self.asked = "yes or no"
                self._say(self._intent["IntentConfirmationSetting"]["PromptSpecification"])
            case "CloseIntent":
                self._close()
            case "StartIntent":
                self.begin(override["Name"], {})

    def _close(self) -> None:
        setting = self._intent["IntentClosingSetting"]
        if "NextStep" in setting:
            self._onward(setting, "Closing", "")
        else:
            self._say(setting["ClosingResponse"])

    def _say(self, spoken: Json | None) -> None:
        for group in (spoken or {}).get("MessageGroupsList", ()):
            kind, message = next(iter(group["Message"].items()))
            words = message["Title" if kind == "ImageResponseCard" else "Value"]
            self.said.append(re.sub(r"\{(\w+)\}", lambda found: self.slots[found[1]] or "", words))

    def _holds(self, branch: Json) -> bool:
        """Evaluate an expression; one that compares a slot without a value is false."""
        text = branch["Condition"]["ExpressionString"]
        text = re.sub(r"fn\.IS_SET\(\{(\w+)\}\)", lambda found: str(bool(self.slots[found[1]])), text)
        text = re.sub(r'\{(\w+)\} (<=|>=|!=|<|>|=) ("[^"]*"|[\w.]+)', self._compared, text)
        words = text.replace("AND", "and").replace("OR", "or").replace("NOT", "not")
        return bool(eval(words, {"__builtins__": {}}))  # noqa: S307 (True, False, and, or, not, parentheses)

    def _compared(self, found: re.Match[str]) -> str:
        value, sign, constant = self.slots[found[1]], found[2], found[3]
        if value is None:
            return "False"
        python = {"=": "=="}.get(sign, sign)
        sides = (repr(value), constant) if constant.startswith('"') else (value, constant)
        return str(eval(f"{sides[0]} {python} {sides[1]}", {"__builtins__": {}}))  # noqa: S307 (two constants)
