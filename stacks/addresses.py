"""How addresses are written in a stage file: each a pattern, and what to write where it is not met."""

# A DNS name of two labels or more.
HOST = r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
HOST_MEND = "write a name as chat.example.com"
EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
EMAIL_MEND = "write an address as on-call@example.com"
ORIGIN = r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?"
ORIGIN_MEND = "write an origin as https://chat.example.com, without a path (http only for 127.0.0.1)"
SERVICE_URL = rf"({ORIGIN})(/[A-Za-z0-9._~-]+)*"
