"""The front, before a small upstream."""
