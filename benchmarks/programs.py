"""Programs that are measured in processes of their own."""

from __future__ import annotations

# The client is made first, as callers make it: nothing else has loaded httpx before.
_ANSWER = """
import json
from importlib.util import find_spec
from pathlib import Path
spec = json.loads((Path(find_spec("hikerkit_api").origin).parent / "openapi.json").read_bytes())
content = json.dumps(spec["components"]["examples"]["UserByUsername"]["value"]).encode()
import httpx
headers = {"content-type": "application/json"}
answer = lambda request: httpx.Response(200, stream=httpx.ByteStream(content), headers=headers)
at_once = httpx.MockTransport(answer)
"""

# Both make the connections and TLS settings that they always make; only the last step is replaced.
FIRST_CALL = f"""
from hikerkit import Hiker
hiker = Hiker("key")
{_ANSWER}
hiker._transport._client._transport = at_once
assert hiker.user.by_username("natgeo").pk == 787132
"""

VENDORS_FIRST_CALL = f"""
from hikerapi import Client
client = Client(token="key")
{_ANSWER}
client._client._transport = at_once
assert client.user_by_username_v2("natgeo")["user"]["pk"] == 787132
"""


def walk(items: int) -> str:
    """ListState this many followers of the mock; print the peak of memory, kB."""
    return f"""
import resource
from hikerkit import Hiker
from hikerkit.mock import MockService, MockTransport
service = MockService(list_size=10_000_000)
service.ledger.add = lambda entry: None  # what the mock remembers is not the client's memory
with Hiker("key", transport=MockTransport(service)) as hiker:
    pager = hiker.user.followers(1, limit={items})
    assert sum(1 for follower in pager) == {items}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
