"""What is deployed; it never imports what runs."""
