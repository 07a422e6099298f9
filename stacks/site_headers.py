"""The headers that the local front gives the page, as CloudFront's policy of response headers."""

import json
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

OWN_ORIGIN = "connect-src 'self'"
# Not in the policy: each file is stored with its own.
PER_FILE = frozenset({"Cache-Control"})
# CloudFront takes these by their own settings only.
# Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
SECURITY = frozenset({"Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"})
HTTPS_FOR = Duration.days(365)


def site_headers(
    scope: Construct, construct_id: str, *, name: str, file: Path, socket_origin: str
) -> cloudfront.ResponseHeadersPolicy:
    """The policy; the page may open sockets at an origin besides its own, and is asked for by HTTPS alone."""
    headers: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return cloudfront.ResponseHeadersPolicy(
        scope,
        construct_id,
        response_headers_policy_name=name,
        security_headers_behavior=_security(headers, socket_origin),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                for name, value in headers.items()
                if name not in SECURITY | PER_FILE
            ]
        ),
    )


def _security(headers: Mapping[str, str], socket_origin: str) -> cloudfront.ResponseSecurityHeadersBehavior:
    written = headers["Content-Security-Policy"]
    may_connect = written.replace(OWN_ORIGIN, f"{OWN_ORIGIN} {socket_origin}")
    return cloudfront.ResponseSecurityHeadersBehavior(
        content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
            content_security_policy=may_connect, override=True
        ),
        content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
        referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
            referrer_policy=cloudfront.HeadersReferrerPolicy(
                headers["Referrer-Policy"].upper().replace("-", "_")
            ),
            override=True,
        ),
        strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
            access_control_max_age=HTTPS_FOR, override=True
        ),
    )
