"""The chat page in AWS: a private bucket behind CloudFront, which hands API calls on as they came.

One origin for page, ``/api`` and ``/webhooks``, as the local front gives on one machine.
"""

from pathlib import Path
from typing import cast

import aws_cdk as cdk
from aws_cdk import Aws, Duration
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as s3_deployment
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_wildcards
from stacks.gateway import HttpApi, WebSocketApi
from stacks.log import kept_log
from stacks.named import front_name
from stacks.numbers import DAY_S
from stacks.site_headers import site_headers
from stacks.stage import Stage

VENDOR = "vendor"
# Scripts, settings and tests stand beside the page, and are none of a browser's business.
NOT_SERVED = (VENDOR, "tests", "*.json", "*.py", "*.txt", "__pycache__", ".*")
OLD_FILES_KEPT = Duration.days(30)

# The CDK's Lambda, one a stack, by the id that the CDK gives it.
UPLOADER = "Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C"
UPLOADING = ("s3:GetBucket*", "s3:GetObject*", "s3:List*", "s3:Abort*", "s3:DeleteObject*")
LOGGING = "arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
# The bucket that `cdk bootstrap` makes.
ASSETS = "arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>"

# By this the HTTP API, which anybody may call directly, knows what came through CloudFront. Nobody outside
# the account knows the stack's id; who found it out could ask for more tickets than one network gets.
FRONT_PROOF = Aws.STACK_ID


class PageError(Exception):
    """The chat page cannot be deployed; the message says what to do."""


class Site(Construct):
    """A distribution that serves the page and forwards to the HTTP API."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        pages: Path,
        http: HttpApi,
        sockets: WebSocketApi,
    ) -> None:
        super().__init__(scope, construct_id)
        self._stage = stage
        # A link to sign in by holds a secret in its path, and CloudFront's log would keep each path.
        log_bucket = None if stage.identity else self._log_bucket()
        self.bucket = self._bucket()
        self.distribution = self._distribution(log_bucket, self._page(pages, sockets), _api(http))
        self.origin = f"https://{stage.domain.name if stage.domain else self.distribution.domain_name}"
        self._upload(pages)

    def _bucket(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "Pages",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            # A file that a deployment replaced can be had back for a while.
            versioned=True,
            lifecycle_rules=[s3.LifecycleRule(noncurrent_version_expiration=OLD_FILES_KEPT)],
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        acknowledge(bucket, "AwsSolutions-S1", "only CloudFront reads it, and CloudFront logs")
        return bucket

    def _log_bucket(self) -> s3.Bucket:
        """Who asked CloudFront for what; where nobody signs in, no path or query of ours holds a secret.

        Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
        """
        kept = Duration.days(self._stage.retention.log_days)
        bucket = s3.Bucket(
            self,
            "Log",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            # CloudFront writes through an access control list.
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
            lifecycle_rules=[s3.LifecycleRule(expiration=kept)],
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        acknowledge(bucket, "AwsSolutions-S1", "it holds the access log; a log of the log tells nothing")
        return bucket

    def _page(self, pages: Path, sockets: WebSocketApi) -> cloudfront.BehaviorOptions:
        name = front_name(self._stage.name)
        headers = site_headers(
            self, "Headers", name=name, file=pages / "headers.json", socket_origin=sockets.origin
        )
        reader = cloudfront.S3OriginAccessControl(self, "Reader", origin_access_control_name=name)
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(
                self.bucket, origin_access_control=reader
            ),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            # Each file says itself how long it is good for.
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=headers,
        )

    def _distribution(
        self, log_bucket: s3.IBucket | None, page: cloudfront.BehaviorOptions, api: cloudfront.BehaviorOptions
    ) -> cloudfront.Distribution:
        domain = self._stage.domain
        distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"Parley {self._stage.name}",
            default_root_object="index.html",
            default_behavior=page,
            additional_behaviors={"/api/*": api, "/link/*": api, "/webhooks/*": api},
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021 if domain else None,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            log_bucket=log_bucket,
            domain_names=[domain.name] if domain else None,
            certificate=acm.Certificate.from_certificate_arn(self, "Certificate", domain.certificate_arn)
            if domain
            else None,
        )
        acknowledge(distribution, "AwsSolutions-CFR1", "people may chat from any country")
        acknowledge(
            distribution, "AwsSolutions-CFR2", "the APIs throttle; a firewall is each account's choice"
        )
        if log_bucket is None:
            acknowledge(distribution, "AwsSolutions-CFR3", "it would keep the secrets of links to sign in by")
        if domain is None:
            acknowledge(
                distribution, "AwsSolutions-CFR4", "under its own name CloudFront sets the oldest TLS"
            )
        return distribution

    def _upload(self, pages: Path) -> None:
        """Put the files where CloudFront finds them; no name tells its version, so none is for ever."""
        if not (pages / VENDOR / "stamp.json").is_file():
            raise PageError(f"{pages.name}/{VENDOR} is missing: run `make prepare`, which fetches it")
        log = kept_log(self, "UploadLog", stage=self._stage)
        vendored = s3_deployment.BucketDeployment(
            self,
            "UploadVendored",
            sources=[s3_deployment.Source.asset(str(pages / VENDOR), exclude=["stamp.json", ".*"])],
            destination_bucket=self.bucket,
            destination_key_prefix=VENDOR,
            cache_control=[s3_deployment.CacheControl.from_string(f"public, max-age={DAY_S}")],
            distribution=self.distribution,
            log_group=log,
        )
        ours = s3_deployment.BucketDeployment(
            self,
            "Upload",
            sources=[s3_deployment.Source.asset(str(pages), exclude=list(NOT_SERVED))],
            destination_bucket=self.bucket,
            # What it does not bring it may remove, but not this.
            exclude=[f"{VENDOR}/*"],
            cache_control=[s3_deployment.CacheControl.from_string("no-cache")],
            distribution=self.distribution,
            log_group=log,
        )
        # The page comes last, when all that it names is there.
        ours.node.add_dependency(vendored)
        _acknowledge_uploader(ours, self.bucket)


def _acknowledge_uploader(upload: s3_deployment.BucketDeployment, bucket: s3.IBucket) -> None:
    """The CDK's own Lambda that uploads: what it may do is the CDK's to say."""
    uploader = cast("Construct", cdk.Stack.of(upload).node.find_child(UPLOADER))
    acknowledge(uploader, "AwsSolutions-L1", "the CDK chooses the runtime of its own Lambda")
    acknowledge(uploader, f"AwsSolutions-IAM4[Policy::{LOGGING}]", "the CDK lets its own Lambda log by this")
    acknowledge_wildcards(
        uploader,
        among=(*UPLOADING, f"{bucket.bucket_arn}/*", f"{ASSETS}/*", "*"),
        reason="the CDK's own Lambda reads the assets of this app, writes this bucket, and clears CloudFront",
    )


def _api(http: HttpApi) -> cloudfront.BehaviorOptions:
    """Every request as the viewer sent it, but for the name of the host, and every answer anew.

    A messenger signs body and headers, and both arrive untouched.
    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
    """
    return cloudfront.BehaviorOptions(
        origin=origins.HttpOrigin(
            f"{http.api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}",
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            # CloudFront overwrites what a viewer may have written there.
            custom_headers={"X-Parley-Front": FRONT_PROOF},
        ),
        # A call that came in clear text has already told what it carries: refused, not led on.
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress=False,
    )
