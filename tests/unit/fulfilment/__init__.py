"""The fulfilment Lambda's own parts."""
