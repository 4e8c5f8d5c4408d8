"""The URL of a proxy, validated."""

from __future__ import annotations

from urllib.parse import urlsplit

from hikerkit.errors import ArgumentError


def validate_proxy(url: str) -> None:
    """Raises ArgumentError that does not show the URL: it may contain a password."""

    def wrong(why: str) -> ArgumentError:
        return ArgumentError(
            f"proxy: {why}; expected a URL such as http://user:password@host:8080 "
            "or socks5://host:1080",
            argument="proxy",
        )

    if not isinstance(url, str):
        raise wrong(f"got {type(url).__name__}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong("it is not a URL") from None
    if "://" not in url:
        raise wrong("it has no scheme")
    if parts.scheme not in ("http", "https", "socks5"):
        raise wrong("its scheme is not http, https or socks5")
    if not parts.hostname or port == 0 or not all("!" <= letter <= "~" for letter in url):
        raise wrong("it has no valid host")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise wrong("it has more than a host and a port")
