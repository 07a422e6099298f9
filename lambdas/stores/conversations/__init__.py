"""Conversations in DynamoDB: the inbox, the answers and what has not gone out, behind one port."""

from lambdas.stores.conversations.store import DynamoConversations

__all__ = ["DynamoConversations"]
