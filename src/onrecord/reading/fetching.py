"""One page from the web, politely and never from inside the user's own network.

Only http and https; robots.txt is asked first (RFC 9309); one request a second for each host; a limit on
size; every address that a name resolves to, and every redirect, must be public; and the
connection goes to the very address that was checked, so that a name cannot change its mind in between.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from onrecord.errors import ReadError
from onrecord.reading.limits import Limits

AGENT = "onrecord/0.1 (reads one page that its user asked for)"
TIMEOUT = 20.0
REDIRECTS = 5
PAUSE = 1.0
LARGEST_ROBOTS = 500_000
WRITTEN = "%/?:@!$&'()*+,;=-._~[]"
"""Characters that stand in a url as they are (RFC 3986); all others are written in percent form."""
MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the final url, the status and the body."""

    url: str
    status: int
    data: bytes
    location: str | None = None


Get = Callable[[SplitResult, str, int], Page]


@dataclass(slots=True)
class Pacer:
    """Waits so that no host is asked more than once in ``PAUSE`` seconds."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    last: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        """Return when the host may be asked again."""
        due = self.last.get(host, float("-inf")) + PAUSE
        if (now := self.clock()) < due:
            self.sleep(due - now)
        self.last[host] = self.clock()


PACER = Pacer()


def fetch(url: str, limits: Limits, *, get: Get | None = None, pacer: Pacer = PACER) -> Page:
    """Return the page at a url after redirects. Raises ``ReadError``: ``fetch`` or ``too-large``."""
    robots: dict[str, RobotFileParser] = {}
    address = url
    for _ in range(REDIRECTS + 1):
        parts = split(address, url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in robots:
            robots[origin] = _robots(parts, url, get or request, pacer)
        if not robots[origin].can_fetch(AGENT, address):
            raise ReadError(url, "fetch", "the site asks programs not to read this page; save it by hand.")
        pacer.wait(parts.netloc)
        page = (get or request)(parts, url, limits.page)
        if page.status in MOVED and page.location:
            address = urljoin(address, page.location)
        elif page.status == http.client.OK:
            return page
        else:
            raise ReadError(url, "fetch", f"the site answered {page.status}; check the address in a browser.")
    raise ReadError(url, "fetch", f"more than {REDIRECTS} redirects; open it in a browser and save the page.")


def split(address: str, where: str) -> SplitResult:
    """Return the parts of a web address. Raises ``ReadError`` for any other."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise ReadError(where, "fetch", f"not a web address: {address[:200]}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ReadError(where, "fetch", f"only http and https pages are fetched, not {address[:200]}")
    return parts


def public_address(host: str, port: int, where: str) -> str:
    """Return one address of a host, after checking that all of them are public. Raises ``ReadError``."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(
            where, "fetch", f"{host} cannot be found; check the address and the connection."
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise ReadError(where, "fetch", f"{host} is not a public address; save the page and add the file.")
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether an IP address is on the public internet, also when it is wrapped in an IPv6 one.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("fe80::1")
    (True, False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        packed = int(ip)
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(packed & 0xFFFFFFFF)))
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def target_of(parts: SplitResult) -> str:
    """Return what a server is asked for: path and query in ASCII.

    >>> target_of(urlsplit("https://courier.example/Österreich news?q=a%20b"))
    '/%C3%96sterreich%20news?q=a%20b'
    """
    return quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=WRITTEN)


def request(parts: SplitResult, where: str, largest: int) -> Page:
    """Ask for one page at a checked address. Raises ``ReadError``."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = public_address(host, port, where)
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Accept": "text/html,*/*;q=0.5"}
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    try:
        connection.sock = _connected(parts.scheme, host, address, port)
        connection.request("GET", target_of(parts), headers=headers)
        answer = connection.getresponse()
        data = answer.read(largest + 1)
        if len(data) > largest:
            raise ReadError(where, "too-large", f"the page is larger than {largest:,} bytes.")
        return Page(parts.geturl(), answer.status, data, answer.getheader("Location"))
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise ReadError(
            where, "fetch", f"no answer from {host} ({type(error).__name__}); try again."
        ) from error
    finally:
        connection.close()


def _connected(scheme: str, host: str, address: str, port: int) -> socket.socket:
    plain = socket.create_connection((address, port), timeout=TIMEOUT)
    return (
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
    )


def _robots(parts: SplitResult, where: str, get: Get, pacer: Pacer) -> RobotFileParser:
    rules = RobotFileParser()
    target = parts._replace(path="/robots.txt", query="", fragment="")
    for _ in range(REDIRECTS + 1):
        pacer.wait(target.netloc)
        page = get(target, where, LARGEST_ROBOTS)
        if page.status not in MOVED or not page.location:
            break
        target = split(urljoin(target.geturl(), page.location), where)
    if page.status == http.client.OK:
        rules.parse(page.data.decode("utf-8", "replace").splitlines())
    elif 400 <= page.status < 500:
        rules.parse([])  # RFC 9309, 2.3.1.3: no robots.txt, no restrictions
    else:
        raise ReadError(where, "fetch", f"the site's robots.txt cannot be read ({page.status}); try later.")
    return rules
