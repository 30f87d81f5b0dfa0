from ipaddress import ip_address, ip_network

import pytest

from idp.delivery.reach import Reach, is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "193.10.0.1", "2a00:1450:400f:80d::200e"])
def test_an_ordinary_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fd00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_an_internal_special_or_wrapped_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_nothing_but_https_to_public_addresses_is_allowed_by_itself() -> None:
    assert Reach().may_connect("https", "rp.example", ip_address("8.8.8.8"))
    assert not Reach().may_connect("http", "rp.example", ip_address("8.8.8.8"))
    assert not Reach().may_connect("https", "rp.example", ip_address("10.0.0.1"))
    assert not Reach().may_connect("https", "localhost", ip_address("127.0.0.1"))


def test_a_listed_network_is_allowed_over_https_alone() -> None:
    reach = Reach(networks=(ip_network("10.20.0.0/16"),))
    assert reach.may_connect("https", "rp.example", ip_address("10.20.30.40"))
    assert not reach.may_connect("http", "rp.example", ip_address("10.20.30.40"))
    assert not reach.may_connect("https", "rp.example", ip_address("10.21.0.1"))


def test_the_demonstration_may_talk_to_itself_over_http_and_to_nobody_else() -> None:
    reach = Reach(allow_loopback=True)
    assert reach.may_connect("http", "localhost", ip_address("127.0.0.1"))
    assert reach.may_connect("http", "localhost", ip_address("::1"))
    assert not reach.may_connect("http", "gateway", ip_address("10.0.0.1"))
    assert not reach.may_connect("https", "gateway", ip_address("10.0.0.1"))


def test_a_host_the_operator_named_is_allowed_wherever_it_is() -> None:
    reach = Reach().including("https://sms.havsvik.example:8443/send")
    assert reach.may_connect("https", "sms.havsvik.example", ip_address("10.0.0.1"))
    assert not reach.may_connect("http", "sms.havsvik.example", ip_address("10.0.0.1"))
    assert not reach.may_connect("https", "rp.havsvik.example", ip_address("10.0.0.1"))
