"""Reads the lines that ``MemoryConversations`` keeps."""

from lambdas.domain.conversation import Line, Page
from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.limits import PAGE_BYTES, PAGE_LINES
from lambdas.domain.line_json import line_text
from lambdas.domain.record import LAST_SEQ
from tests.fakes.conversations import KeptLine, MemoryConversations
from tests.fakes.faults import Faults


class MemoryTranscript:
    """Shares the rooms, and the clock, of the conversations."""

    def __init__(self, conversations: MemoryConversations) -> None:
        self._conversations = conversations
        self.faults = Faults()

    def after(self, conversation: ConversationKey, *, owner: OwnerId, seq: int) -> Page:
        """See ``Transcript``."""
        with self.faults.at("after"):
            if not 0 <= seq < LAST_SEQ:
                raise Refused("no line has such a number", code="bad_frame")
            kept = self._conversations.rooms[conversation].lines
            wanted = [one for number, one in sorted(kept.items()) if number > seq][: PAGE_LINES + 1]
            if any(one.line.owner != owner for one in wanted):
                raise Refused("line of another owner", code="forbidden")
            return self._page(wanted, seq)

    def _page(self, wanted: list[KeptLine], seq: int) -> Page:
        now = self._conversations.clock.now()
        last_seen, lines, size = seq, list[Line](), 0
        for one in wanted[:PAGE_LINES]:
            if lines or one.expires > now:
                size += len(line_text(one.line))
                if size > PAGE_BYTES:
                    break
                lines.append(one.line)
            last_seen = one.line.seq
        first = lines[0].seq if lines else last_seen + 1
        pruned_to = first - 1 if first > seq + 1 else None
        more = bool(wanted) and wanted[-1].line.seq > last_seen
        return Page(lines=tuple(lines), more=more, pruned_to=pruned_to)
