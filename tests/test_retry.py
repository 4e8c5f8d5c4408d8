"""The plain retry: what was certainly not charged is sent again, nothing else."""

from __future__ import annotations

import pytest
from hikerkit_api import service

from hikerkit import errors
from hikerkit.transport import RawAnswer
from tests.faces import Face, answer, in_turn

GOOD = answer({"requests": 1}, x_hiker_info="reqs=0")
AGAIN = [429, 503, 504]
NOT_AGAIN = sorted({*service.CHARGED, 418, 520} - set(AGAIN))


@pytest.mark.parametrize("status", AGAIN)
def test_what_is_not_charged_is_sent_again(face: Face, status: int, naps: list[float]) -> None:
    client, transport = face.scripted(in_turn([answer({}, status), answer({}, status), GOOD]))
    assert face.call(client, "sys.balance").requests == 1
    assert len(transport.requests) == 3 and client.usage.requests == 3
    assert len(naps) == 2 and 1 <= naps[0] <= 1.5 and 2 <= naps[1] <= 3


@pytest.mark.parametrize("status", NOT_AGAIN)
def test_what_may_be_charged_or_cannot_help_is_sent_once(
    face: Face, status: int, naps: list[float]
) -> None:
    client, transport = face.scripted(lambda request: answer({}, status))
    with pytest.raises(errors.StatusError) as caught:
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 1 and naps == [] and caught.value.attempts == 1
    unknown = service.CHARGED.get(status, "unknown") == "unknown"
    assert client.usage.uncertain == (1 if unknown else 0) and client.usage.units == 0


def test_retries_end(face: Face, naps: list[float]) -> None:
    client, transport = face.scripted(lambda request: answer({}, 503), retries=3)
    with pytest.raises(errors.ServiceUnavailableError, match="4 attempts") as caught:
        face.call(client, "sys.balance")
    assert len(transport.requests) == 4 == caught.value.attempts and len(naps) == 3


def test_no_retries_where_none_are_wanted(face: Face, naps: list[float]) -> None:
    client, transport = face.scripted(lambda request: answer({}, 503), retries=0)
    with pytest.raises(errors.ServiceUnavailableError):
        face.call(client, "sys.balance")
    assert len(transport.requests) == 1 and naps == []


def test_a_connection_that_was_never_made_is_tried_again(face: Face, naps: list[float]) -> None:
    refused = errors.ConnectFailedError("refused")
    client, _ = face.scripted(in_turn([refused, GOOD]))
    assert face.call(client, "sys.balance").requests == 1
    client, _ = face.scripted(in_turn([errors.ConnectFailedError("no") for _ in range(3)]))
    with pytest.raises(errors.ConnectFailedError, match="3 attempts, not charged"):
        face.call(client, "sys.balance")


@pytest.mark.parametrize("kind", [errors.ConnectionLostError, errors.TimedOutError])
def test_a_call_whose_fate_is_unknown_is_not_repeated(
    face: Face, kind: type[errors.NetworkError], naps: list[float]
) -> None:
    client, transport = face.scripted(in_turn([kind("lost")]))
    with pytest.raises(kind, match="possibly charged"):
        face.call(client, "user.stories", 1)
    assert len(transport.requests) == 1 and naps == []
    assert client.usage.uncertain == 2


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("7", 7, 7), ("0", 0, 0), ("86400", 30, 30), ("soon", 1, 1.5), ("-1", 1, 1.5), ("٣", 1, 1.5)],
)
def test_retry_after_is_kept_within_a_bound(
    face: Face, header: str, least: float, most: float, naps: list[float]
) -> None:
    client, _ = face.scripted(in_turn([answer({}, 429, retry_after=header), GOOD]))
    face.call(client, "sys.balance")
    assert len(naps) == 1 and least <= naps[0] <= most


def test_the_last_429_says_how_long_to_wait(face: Face) -> None:
    client, _ = face.scripted(lambda request: answer({}, 429, retry_after="7"), retries=0)
    with pytest.raises(errors.RateLimitError) as caught:
        face.call(client, "sys.balance")
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("status", AGAIN)
def test_what_was_charged_after_all_is_sent_once(
    face: Face, status: int, naps: list[float]
) -> None:
    client, transport = face.scripted(lambda request: answer({}, status, x_hiker_info="reqs=2"))
    with pytest.raises(errors.StatusError, match="1 attempt, charged") as caught:
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == 1 and client.usage.units == 2
    assert caught.value.units == 2 and caught.value.charged == "yes"


@pytest.mark.parametrize("status", [404, 500, 520])
def test_the_services_own_word_on_the_charge_counts(face: Face, status: int) -> None:
    client, _ = face.scripted(lambda request: answer({}, status, x_hiker_info="reqs=0"))
    with pytest.raises(errors.StatusError, match="not charged"):
        face.call(client, "user.by_id", 1)
    assert client.usage.uncertain == 0


def test_a_call_that_could_not_be_sent_is_not_counted(face: Face, naps: list[float]) -> None:
    client, _ = face.scripted(in_turn([errors.ConnectFailedError("no") for _ in range(3)]))
    with pytest.raises(errors.ConnectFailedError):
        face.call(client, "sys.balance")
    assert client.usage.requests == 0


def test_an_interrupted_call_may_have_been_charged() -> None:
    def interrupt(request: object) -> RawAnswer:
        raise KeyboardInterrupt

    client, _ = Face("sync").scripted(interrupt)
    with pytest.raises(KeyboardInterrupt):
        client.user.stories(1)
    assert (client.usage.requests, client.usage.uncertain) == (1, 2)
