"""The Graph API as far as Facebook pages and WhatsApp numbers chat by it, on this machine."""
