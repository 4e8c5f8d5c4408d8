"""Programs that are measured in fresh processes."""

from __future__ import annotations

# The client comes first, as in callers' programs: nothing has imported httpx before.
_RESPONSE = """
import json
from importlib.util import find_spec
from pathlib import Path
spec = json.loads((Path(find_spec("hikerkit_api").origin).parent / "openapi.json").read_bytes())
content = json.dumps(spec["components"]["examples"]["UserByUsername"]["value"]).encode()
import httpx
headers = {"content-type": "application/json"}
respond = lambda request: httpx.Response(200, stream=httpx.ByteStream(content), headers=headers)
immediate = httpx.MockTransport(respond)
"""

# Both create their usual connection pools and TLS contexts; only the last step is replaced.
FIRST_CALL = f"""
from hikerkit import Hiker
hiker = Hiker("key")
{_RESPONSE}
hiker._transport._client._transport = immediate
assert hiker.user.by_username("natgeo").pk == 787132
"""

VENDORS_FIRST_CALL = f"""
from hikerapi import Client
client = Client(token="key")
{_RESPONSE}
client._client._transport = immediate
assert client.user_by_username_v2("natgeo")["user"]["pk"] == 787132
"""


def read_followers(items: int) -> str:
    """Read this many followers of the mock; print the peak memory in kB."""
    return f"""
import resource
from hikerkit import Hiker
from hikerkit.mock import MockService, MockTransport
service = MockService(list_size=10_000_000)
service.ledger.add = lambda entry: None  # the mock's ledger is not the client's memory
with Hiker("key", transport=MockTransport(service)) as hiker:
    pager = hiker.user.followers(1, limit={items})
    assert sum(1 for follower in pager) == {items}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
