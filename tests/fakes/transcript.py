"""Reads the lines that ``MemoryConversations`` keeps."""

from itertools import dropwhile

from lambdas.domain.conversation import Page
from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.limits import PAGE_BYTES, PAGE_LINES
from lambdas.domain.line_json import line_text
from tests.fakes.conversations import MemoryConversations
from tests.fakes.faults import Faults


class MemoryTranscript:
    """Shares the rooms, and the clock, of the conversations."""

    def __init__(self, conversations: MemoryConversations) -> None:
        self._conversations = conversations
        self.faults = Faults()

    def after(self, conversation: ConversationKey, *, owner: OwnerId, seq: int) -> Page:
        """See ``Transcript``."""
        with self.faults.at("after"):
            kept = self._conversations.rooms[conversation].lines
            wanted = [one for number, one in sorted(kept.items()) if number > seq]
            if any(one.line.owner != owner for one in wanted[: PAGE_LINES + 1]):
                raise Refused("line of another owner", code="forbidden")
            now = self._conversations.clock.now()
            alive = [one.line for one in dropwhile(lambda one: one.expires <= now, wanted)]
            lines, size = [], 0
            for line in alive[:PAGE_LINES]:
                size += len(line_text(line))
                if size > PAGE_BYTES:
                    break
                lines.append(line)
            pruned_to = lines[0].seq - 1 if lines and lines[0].seq != seq + 1 else None
            return Page(lines=tuple(lines), more=len(lines) < len(alive), pruned_to=pruned_to)
