"""The vendor's own numbers: its documented example, and what its own client once sent."""

from __future__ import annotations

from kiosk.messages.aliyun_signing import NO_BODY, authorization, query_text


def test_the_example_of_the_vendors_document() -> None:
    """ "V3 request structure and signature", fixed parameters."""
    query = query_text(
        {
            "RegionId": "cn-shanghai",
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        }
    )
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": NO_BODY,
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    signed = authorization("YourAccessKeyId", "YourAccessKeySecret", "POST", query, headers)
    assert signed == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_a_request_of_the_vendors_own_client() -> None:
    """alibabacloud-dysmsapi20170525 4.6.0, recorded on 2026-11-22 with a made-up key."""
    query = query_text(
        {
            "PhoneNumbers": "13800138000",
            "SignName": "开门小店",
            "TemplateCode": "SMS_154950909",
            "TemplateParam": '{"code":"012345"}',
            "OutId": "0199aa",
        }
    )
    assert query == (
        "OutId=0199aa&PhoneNumbers=13800138000&SignName=%E5%BC%80%E9%97%A8%E5%B0%8F%E5%BA%97"
        "&TemplateCode=SMS_154950909&TemplateParam=%7B%22code%22%3A%22012345%22%7D"
    )
    headers = {
        "accept": "application/json",
        "host": "127.0.0.1:40391",
        "user-agent": "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": NO_BODY,
        "x-acs-credentials-provider": "static_ak",
        "x-acs-date": "2026-11-22T08:25:40Z",
        "x-acs-signature-nonce": "ec400dfbb1aa2ec0ffaa1f15a8a4e507",
        "x-acs-version": "2017-05-25",
    }
    signed = authorization("testId", "testSecret", "POST", query, headers)
    assert signed.endswith(
        "Signature=e7b37ca6841be0b0ac84436cd9e30daf239afab4b8cb9b14c95c6e7d38ab28d2"
    )


def test_what_a_url_keeps_apart_is_escaped() -> None:
    assert query_text({"b": "a b+c*~/", "a": "=&"}) == "a=%3D%26&b=a%20b%2Bc%2A~%2F"
