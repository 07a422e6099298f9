"""Learns from sample utterances which intent a text means."""
