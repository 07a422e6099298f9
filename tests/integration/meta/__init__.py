"""The adapters for Messenger and WhatsApp and the command, with the local Graph API."""
