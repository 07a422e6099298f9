"""What a message can hold instead of text.

Source: https://core.telegram.org/bots/api#message
"""

from collections.abc import Mapping
from typing import Final

from lambdas.domain.turn import What

THINGS: Final[Mapping[str, What]] = {
    "photo": What.PHOTO,
    "live_photo": What.PHOTO,
    "video": What.VIDEO,
    "video_note": What.VIDEO,
    "animation": What.VIDEO,
    "voice": What.VOICE,
    "audio": What.AUDIO,
    "venue": What.LOCATION,
    "location": What.LOCATION,
    "contact": What.CONTACT,
    "sticker": What.STICKER,
    "document": What.FILE,
    "dice": What.OTHER,
    "game": What.OTHER,
    "poll": What.OTHER,
    "story": What.OTHER,
    "checklist": What.OTHER,
    "giveaway": What.OTHER,
    "giveaway_winners": What.OTHER,
    "invoice": What.OTHER,
    "paid_media": What.OTHER,
    "rich_message": What.OTHER,
}
"""What people send, the more telling member first: an animation is a document too."""

NAMED: Final[Mapping[str, str]] = {
    "audio": "file_name",
    "document": "file_name",
    "venue": "title",
    "video": "file_name",
}
"""Where the name of such a thing stands."""

SERVICE: Final = frozenset(
    {
        "boost_added",
        "channel_chat_created",
        "chat_background_set",
        "chat_owner_changed",
        "chat_owner_left",
        "chat_shared",
        "checklist_tasks_added",
        "checklist_tasks_done",
        "community_chat_added",
        "community_chat_joined",
        "community_chat_removed",
        "connected_website",
        "delete_chat_photo",
        "direct_message_price_changed",
        "forum_topic_closed",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "gift",
        "gift_upgrade_sent",
        "giveaway_completed",
        "giveaway_created",
        "group_chat_created",
        "left_chat_member",
        "managed_bot_created",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "migrate_to_chat_id",
        "new_chat_members",
        "new_chat_photo",
        "new_chat_title",
        "paid_message_price_changed",
        "passport_data",
        "pinned_message",
        "poll_option_added",
        "poll_option_deleted",
        "proximity_alert_triggered",
        "refunded_payment",
        "successful_payment",
        "suggested_post_approval_failed",
        "suggested_post_approved",
        "suggested_post_declined",
        "suggested_post_paid",
        "suggested_post_refunded",
        "supergroup_chat_created",
        "unique_gift",
        "user_shared",
        "users_shared",
        "video_chat_ended",
        "video_chat_participants_invited",
        "video_chat_scheduled",
        "video_chat_started",
        "web_app_data",
        "write_access_allowed",
    }
)
"""What tells of the chat and is said by nobody: it is not answered."""
