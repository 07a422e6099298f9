"""The launcher, on real processes of this machine."""
