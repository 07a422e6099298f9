"""What runs in AWS Lambda; it never imports what deploys it."""
