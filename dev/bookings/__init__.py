"""A local booking service that keeps to docs/booking-service.yaml, and fails when it is told to."""
