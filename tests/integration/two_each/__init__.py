"""Several installations of a messenger on one machine."""
