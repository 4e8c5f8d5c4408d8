"""All resources of the service, each imported on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .core.caller import AsyncCaller, Caller
    from .estimates import Estimates, Estimator
    from .resources.sys import SysResource
    from .resources.sys_async import AsyncSysResource
    from .resources.sys_responses import SysResponses
    from .resources.sys_responses_async import AsyncSysResponses
    from .resources.user import UserResource
    from .resources.user_async import AsyncUserResource
    from .resources.user_responses import UserResponses
    from .resources.user_responses_async import AsyncUserResponses
    from .resources.userstream import UserstreamResource
    from .resources.userstream_async import AsyncUserstreamResource
    from .resources.userstream_responses import UserstreamResponses
    from .resources.userstream_responses_async import AsyncUserstreamResponses


class Responses:
    """The calls of the client, returning complete responses."""

    _caller: Caller

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @cached_property
    def user(self) -> UserResponses:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user_responses import UserResponses

        return UserResponses(self._caller)

    @cached_property
    def userstream(self) -> UserstreamResponses:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream_responses import UserstreamResponses

        return UserstreamResponses(self._caller)

    @cached_property
    def sys(self) -> SysResponses:
        """The account that the key belongs to."""
        from .resources.sys_responses import SysResponses

        return SysResponses(self._caller)


class Resources:
    """The calls of the service, one attribute per resource."""

    _caller: Caller

    _estimator: Estimator

    @cached_property
    def estimates(self) -> Estimates:
        """What the same calls would cost; nothing is sent, nothing is awaited."""
        from .estimates import Estimates

        return Estimates(self._estimator)

    @cached_property
    def with_response(self) -> Responses:
        """The same calls, returning the complete `Response`: bytes, headers, units."""
        return Responses(self._caller)

    @cached_property
    def user(self) -> UserResource:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user import UserResource

        return UserResource(self._caller)

    @cached_property
    def userstream(self) -> UserstreamResource:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream import UserstreamResource

        return UserstreamResource(self._caller)

    @cached_property
    def sys(self) -> SysResource:
        """The account that the key belongs to."""
        from .resources.sys import SysResource

        return SysResource(self._caller)


class AsyncResponses:
    """The calls of the client, returning complete responses."""

    _caller: AsyncCaller

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    @cached_property
    def user(self) -> AsyncUserResponses:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user_responses_async import AsyncUserResponses

        return AsyncUserResponses(self._caller)

    @cached_property
    def userstream(self) -> AsyncUserstreamResponses:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream_responses_async import AsyncUserstreamResponses

        return AsyncUserstreamResponses(self._caller)

    @cached_property
    def sys(self) -> AsyncSysResponses:
        """The account that the key belongs to."""
        from .resources.sys_responses_async import AsyncSysResponses

        return AsyncSysResponses(self._caller)


class AsyncResources:
    """The calls of the service, one attribute per resource."""

    _caller: AsyncCaller

    _estimator: Estimator

    @cached_property
    def estimates(self) -> Estimates:
        """What the same calls would cost; nothing is sent, nothing is awaited."""
        from .estimates import Estimates

        return Estimates(self._estimator)

    @cached_property
    def with_response(self) -> AsyncResponses:
        """The same calls, returning the complete `Response`: bytes, headers, units."""
        return AsyncResponses(self._caller)

    @cached_property
    def user(self) -> AsyncUserResource:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user_async import AsyncUserResource

        return AsyncUserResource(self._caller)

    @cached_property
    def userstream(self) -> AsyncUserstreamResource:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream_async import AsyncUserstreamResource

        return AsyncUserstreamResource(self._caller)

    @cached_property
    def sys(self) -> AsyncSysResource:
        """The account that the key belongs to."""
        from .resources.sys_async import AsyncSysResource

        return AsyncSysResource(self._caller)
