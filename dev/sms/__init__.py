"""A local stand-in for Twilio: telephones that write to a number, and the API that answers them."""
