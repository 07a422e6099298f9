"""The chat page in AWS: who may read it, what a browser is told, what is handed on to the API."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest

from stacks.gateway import HttpApi, WebSocketApi
from stacks.read_stage import read_stage
from stacks.site import PageError, Site
from tests.stacks.assembly import Assembly, listed, readable
from tests.stacks.conftest import ROOT

Resources = Mapping[str, Mapping[str, Any]]
# Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
# Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


@pytest.fixture
def logged(tmp_path: Path) -> Resources:
    """The site of a stage where nobody signs in."""
    site = _site(ROOT / "web", tmp_path, signing_in=False)
    template = cdk.assertions.Template.from_stack(cdk.Stack.of(site)).to_json()
    return {re.sub("[0-9A-F]{8}$", "", name): each for name, each in template["Resources"].items()}


@pytest.fixture
def distribution(production: Assembly) -> Mapping[str, Any]:
    configured: Mapping[str, Any] = production.properties("SiteDistribution")["DistributionConfig"]
    return configured


def test_a_laptop_serves_its_page_itself(local: Assembly) -> None:
    assert not local.of_type("AWS::CloudFront::Distribution")
    assert not local.of_type("AWS::S3::Bucket")


@pytest.mark.parametrize("bucket", ["SitePages", "SiteLog"])
def test_a_bucket_is_private_encrypted_and_kept(logged: Resources, bucket: str) -> None:
    properties = logged[bucket]["Properties"]

    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert properties["BucketEncryption"]
    assert logged[bucket]["DeletionPolicy"] == "Retain"


def test_a_stage_can_stand_in_two_regions_of_an_account(production: Assembly) -> None:
    named = {
        kind: readable(each["Properties"][f"{kind}Config"]["Name"])
        for kind in ("OriginAccessControl", "ResponseHeadersPolicy")
        for each in production.of_type(f"AWS::CloudFront::{kind}").values()
    }

    # CloudFront takes a name once an account, whatever the region.
    assert named == dict.fromkeys(
        ("OriginAccessControl", "ResponseHeadersPolicy"), "parley-production-{Region}"
    )


@pytest.mark.parametrize("bucket", ["SitePages", "SiteLog"])
def test_a_bucket_refuses_whoever_does_not_use_tls(logged: Resources, bucket: str) -> None:
    statements = logged[f"{bucket}Policy"]["Properties"]["PolicyDocument"]["Statement"]

    denied = [statement for statement in statements if statement["Effect"] == "Deny"]
    assert [statement["Condition"] for statement in denied] == [{"Bool": {"aws:SecureTransport": "false"}}]
    assert [statement["Action"] for statement in denied] == ["s3:*"]


def test_a_link_to_sign_in_by_stands_in_no_log_of_cloudfront(
    production: Assembly, distribution: Mapping[str, Any], logged: Resources
) -> None:
    logging = logged["SiteDistribution"]["Properties"]["DistributionConfig"]["Logging"]

    assert "SiteLog" in json.dumps(logging)
    assert "Logging" not in distribution
    assert "SiteLog" not in production.resources


def test_this_distribution_alone_reads_the_page(production: Assembly) -> None:
    statements = production.properties("SitePagesPolicy")["PolicyDocument"]["Statement"]

    (allowed,) = (statement for statement in statements if statement["Effect"] == "Allow")
    assert allowed["Action"] == "s3:GetObject"
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    source = readable(allowed["Condition"]["StringEquals"]["AWS:SourceArn"])
    assert source == "arn:{Partition}:cloudfront::{AccountId}:distribution/SiteDistribution"


def test_cloudfront_signs_what_it_asks_the_bucket(
    production: Assembly, distribution: Mapping[str, Any]
) -> None:
    (origin,) = (each for each in distribution["Origins"] if "S3OriginConfig" in each)

    control = production.properties(readable(origin["OriginAccessControlId"]))["OriginAccessControlConfig"]
    assert (control["SigningBehavior"], control["SigningProtocol"]) == ("always", "sigv4")


def test_the_page_is_at_the_root_and_is_led_to_https(distribution: Mapping[str, Any]) -> None:
    page = distribution["DefaultCacheBehavior"]

    assert distribution["DefaultRootObject"] == "index.html"
    assert page["ViewerProtocolPolicy"] == "redirect-to-https"
    assert page["CachePolicyId"] == CACHING_OPTIMIZED
    assert set(page.get("AllowedMethods", ())) <= {"GET", "HEAD", "OPTIONS"}


def test_an_api_call_arrives_as_it_was_sent_and_no_answer_is_kept(distribution: Mapping[str, Any]) -> None:
    behaviours = {each["PathPattern"]: each for each in distribution["CacheBehaviors"]}

    assert set(behaviours) == {"/api/*", "/link/*", "/webhooks/*"}
    for behaviour in behaviours.values():
        assert behaviour["CachePolicyId"] == CACHING_DISABLED
        assert behaviour["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER
        assert behaviour["ViewerProtocolPolicy"] == "https-only"
        assert "POST" in behaviour["AllowedMethods"]
        assert "ResponseHeadersPolicyId" not in behaviour
        assert not behaviour.get("FunctionAssociations")
        assert not behaviour.get("LambdaFunctionAssociations")


def test_an_answer_of_the_api_is_never_replaced_by_a_page(distribution: Mapping[str, Any]) -> None:
    assert "CustomErrorResponses" not in distribution


def test_the_api_is_asked_over_tls_alone(distribution: Mapping[str, Any]) -> None:
    (api,) = (each for each in distribution["Origins"] if "CustomOriginConfig" in each)

    assert readable(api["DomainName"]) == "HttpApi.execute-api.{Region}.{URLSuffix}"
    assert api["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert api["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


def test_the_api_is_told_what_came_by_way_of_cloudfront(distribution: Mapping[str, Any]) -> None:
    (api,) = (each for each in distribution["Origins"] if "CustomOriginConfig" in each)

    (header,) = api["OriginCustomHeaders"]
    assert (header["HeaderName"], readable(header["HeaderValue"])) == ("X-Parley-Front", "{StackId}")


def test_a_browser_is_told_what_the_local_front_tells_and_may_open_sockets_of_this_api_besides(
    production: Assembly, distribution: Mapping[str, Any]
) -> None:
    written = json.loads((ROOT / "web" / "headers.json").read_text(encoding="utf-8"))
    policy = readable(distribution["DefaultCacheBehavior"]["ResponseHeadersPolicyId"])
    told = production.properties(policy)["ResponseHeadersPolicyConfig"]

    security = told["SecurityHeadersConfig"]
    content = readable(security["ContentSecurityPolicy"]["ContentSecurityPolicy"])
    sockets = "wss://SocketsApi.execute-api.{Region}.{URLSuffix}"
    assert content.replace(f" {sockets};", ";") == written["Content-Security-Policy"]
    assert f"connect-src 'self' {sockets};" in content
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == written["Referrer-Policy"]
    assert security["ContentTypeOptions"] == {"Override": True}
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 365 * 86_400
    others = {item["Header"]: item["Value"] for item in told["CustomHeadersConfig"]["Items"]}
    assert {*others, "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"} == {*written} - {
        "Cache-Control"
    }
    assert others.items() <= written.items()


def test_our_own_files_are_asked_for_each_time_and_vendored_ones_daily(production: Assembly) -> None:
    uploads = production.of_type("Custom::CDKBucketDeployment")

    cached = {
        each["Properties"].get("DestinationBucketKeyPrefix", ""): each["Properties"]["SystemMetadata"]
        for each in uploads.values()
    }
    assert cached == {
        "": {"cache-control": "no-cache"},
        "vendor": {"cache-control": "public, max-age=86400"},
    }


def test_an_upload_of_our_own_files_leaves_the_vendored_alone(production: Assembly) -> None:
    (ours,) = (
        each
        for each in production.of_type("Custom::CDKBucketDeployment").values()
        if "DestinationBucketKeyPrefix" not in each["Properties"]
    )

    assert ours["Properties"]["Exclude"] == ["vendor/*"]
    waits_for = {readable({"Ref": name}) for name in ours["DependsOn"]}
    assert any(name.startswith("SiteUploadVendored") for name in waits_for)


def test_a_browser_can_have_the_page_and_nothing_that_stands_beside_it(production: Assembly) -> None:
    uploaded = {
        str(file.relative_to(folder))
        for folder in _uploaded(production)
        for file in folder.rglob("*")
        if file.is_file()
    }

    pages = ROOT / "web"
    assert uploaded == {
        "index.html",
        "parley.css",
        *(drawing.name for drawing in pages.glob("*.svg")),
        *(str(file.relative_to(pages)) for file in (pages / "chat").rglob("*.mjs")),
        *(str(file.relative_to(pages / "vendor")) for file in (pages / "vendor").rglob("*/*")),
    }


def _uploaded(assembly: Assembly) -> list[Path]:
    """The folders that are laid into the bucket."""
    return [
        assembly.folder / f"asset.{key.removesuffix('.zip')}"
        for each in assembly.of_type("Custom::CDKBucketDeployment").values()
        for key in each["Properties"]["SourceObjectKeys"]
    ]


def test_a_page_without_what_it_needs_of_others_is_not_deployed(tmp_path: Path) -> None:
    pages = tmp_path / "web"
    pages.mkdir()
    shutil.copy(ROOT / "web" / "headers.json", pages)

    with pytest.raises(PageError, match=r"^web/vendor is missing: run `make prepare`"):
        _site(pages, tmp_path)


def test_a_site_with_a_name_of_its_own_proves_it_and_takes_no_old_tls(tmp_path: Path) -> None:
    site = _site(ROOT / "web", tmp_path, named="chat.example.com")

    template = cdk.assertions.Template.from_stack(cdk.Stack.of(site)).to_json()
    (found,) = (
        each["Properties"]["DistributionConfig"]
        for each in template["Resources"].values()
        if each["Type"] == "AWS::CloudFront::Distribution"
    )
    assert site.origin == "https://chat.example.com"
    assert found["Aliases"] == ["chat.example.com"]
    assert found["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert listed(found["ViewerCertificate"]["AcmCertificateArn"]) == [_certificate()]


def _certificate() -> str:
    return "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001"


def _site(pages: Path, home: Path, *, named: str = "", signing_in: bool = True) -> Site:
    text = (ROOT / "stages" / "production.yaml").read_text(encoding="utf-8")
    text = text if signing_in else re.sub(r"(?m)^identity:.*\n(  .*\n)+", "", text)
    domain = f"\ndomain: {{name: {named}, certificate_arn: '{_certificate()}'}}\n" if named else ""
    (home / "stages").mkdir()
    (home / "stages" / "mine.yaml").write_text(text + domain, encoding="utf-8")
    stage = read_stage(home, "mine")
    stack = cdk.Stack(cdk.App(outdir=str(home / "cdk.out"), analytics_reporting=False), "Chat")
    http = HttpApi(stack, "Http", name="Chat", stage=stage)
    sockets = WebSocketApi(stack, "Sockets", name="Chat", limits=stage.limits)
    return Site(stack, "Site", stage=stage, pages=pages, http=http, sockets=sockets)
