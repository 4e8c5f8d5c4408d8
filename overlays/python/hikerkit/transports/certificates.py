"""Which certificates a connection is checked against, read in a thread while httpx is loaded."""

from __future__ import annotations

import os
import ssl

import certifi

from hikerkit._utils.background import BackgroundResult

Certificates = BackgroundResult[ssl.SSLContext]


def certificates() -> Certificates:
    """Begin to read them: those of SSL_CERT_FILE or SSL_CERT_DIR, else certifi's, as httpx does."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        file = certifi.where()
    return BackgroundResult(lambda: ssl.create_default_context(cafile=file, capath=folder))
