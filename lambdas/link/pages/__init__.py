"""The pages that a browser is shown: whole without script, each in English and Spanish."""
