"""Google Dialogflow ES."""
