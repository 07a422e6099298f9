"""The Lambda that does the business behind the engines' hooks."""
