"""Certificates that connections are verified with, loaded in a thread while httpx is imported."""

from __future__ import annotations

import os
import ssl

import certifi

from hikerkit._utils.background import BackgroundResult

Certificates = BackgroundResult[ssl.SSLContext]


def load_certificates() -> Certificates:
    """Start loading those of SSL_CERT_FILE or SSL_CERT_DIR, else of certifi, as httpx does."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        file = certifi.where()
    return BackgroundResult(lambda: ssl.create_default_context(cafile=file, capath=folder))
