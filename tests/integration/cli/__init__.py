"""The terminal client, before a small platform that stands for Parley."""
