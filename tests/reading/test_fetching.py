from __future__ import annotations

from urllib.parse import SplitResult

import pytest

from onrecord.errors import ReadError
from onrecord.reading.fetching import Get, Pacer, Page, fetch, is_public, public_address
from onrecord.reading.limits import Limits


def site(pages: dict[str, Page]) -> tuple[list[str], Get]:
    asked: list[str] = []

    def get(parts: SplitResult, where: str, largest: int) -> Page:
        asked.append(parts.geturl())
        return pages.get(parts.geturl(), Page(parts.geturl(), 404, b""))

    return asked, get


def pacer() -> tuple[Pacer, list[float]]:
    slept: list[float] = []
    return Pacer(clock=lambda: 100.0, sleep=slept.append), slept


def test_robots_are_asked_first_and_hosts_not_hurried() -> None:
    asked, get = site({"https://courier.example/a": Page("https://courier.example/a", 200, b"text")})
    pace, slept = pacer()
    assert fetch("https://courier.example/a", Limits(), get=get, pacer=pace).data == b"text"
    assert asked == ["https://courier.example/robots.txt", "https://courier.example/a"]
    assert slept == [1.0]


def test_robots_that_forbid() -> None:
    robots = Page("", 200, b"User-agent: *\nDisallow: /private")
    _, get = site({"https://courier.example/robots.txt": robots})
    with pytest.raises(ReadError, match="asks programs not to"):
        fetch("https://courier.example/private/a", Limits(), get=get, pacer=pacer()[0])


def test_redirects_are_checked_and_end() -> None:
    away = {"https://a.example/": Page("", 302, b"", "ftp://a.example/x")}
    with pytest.raises(ReadError, match="only http"):
        fetch("https://a.example/", Limits(), get=site(away)[1], pacer=pacer()[0])
    loop = {"https://a.example/": Page("", 302, b"", "https://a.example/")}
    with pytest.raises(ReadError, match="redirects"):
        fetch("https://a.example/", Limits(), get=site(loop)[1], pacer=pacer()[0])


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *(
            "::1",
            "::",
            "fe80::1%eth0",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "x",
        ),
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]".strip("[]"), "2130706433"])
def test_private_hosts_are_refused(host: str) -> None:
    with pytest.raises(ReadError):
        public_address(host, 80, host)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://user:pw@a.example/", "http://a:b/", "https://"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ReadError):
        fetch(url, Limits(), get=site({})[1], pacer=pacer()[0])
