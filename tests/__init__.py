"""Tests; folders are packages so that fakes and builders are imported by name."""
