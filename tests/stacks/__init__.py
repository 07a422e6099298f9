"""What is deployed: templates, bundles and stage files."""
