"""All resources behind one object, each loaded when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .calls import AsyncCaller, Caller
    from .estimates import Estimates, Estimator
    from .resources.sys import (
        AsyncSysResource,
        AsyncSysResponses,
        SysResource,
        SysResponses,
    )
    from .resources.user import (
        AsyncUserResource,
        AsyncUserResponses,
        UserResource,
        UserResponses,
    )
    from .resources.userstream import (
        AsyncUserstreamResource,
        AsyncUserstreamResponses,
        UserstreamResource,
        UserstreamResponses,
    )


class Responses:
    """The same calls as on the client itself, each answering with a whole `Response`."""

    _caller: Caller

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @cached_property
    def user(self) -> UserResponses:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user import UserResponses

        return UserResponses(self._caller)

    @cached_property
    def userstream(self) -> UserstreamResponses:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream import UserstreamResponses

        return UserstreamResponses(self._caller)

    @cached_property
    def sys(self) -> SysResponses:
        """The account that the key belongs to."""
        from .resources.sys import SysResponses

        return SysResponses(self._caller)


class Resources:
    """The calls of the service, an attribute a resource."""

    _caller: Caller

    _estimator: Estimator

    @cached_property
    def estimates(self) -> Estimates:
        """What the same calls would cost; nothing is sent, and nothing to be awaited."""
        from .estimates import Estimates

        return Estimates(self._estimator)

    @cached_property
    def with_response(self) -> Responses:
        """The same calls, each answering with a whole `Response`: bytes, headers, units."""
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
    """The same calls as on the client itself, each answering with a whole `Response`."""

    _caller: AsyncCaller

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    @cached_property
    def user(self) -> AsyncUserResponses:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user import AsyncUserResponses

        return AsyncUserResponses(self._caller)

    @cached_property
    def userstream(self) -> AsyncUserstreamResponses:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream import AsyncUserstreamResponses

        return AsyncUserstreamResponses(self._caller)

    @cached_property
    def sys(self) -> AsyncSysResponses:
        """The account that the key belongs to."""
        from .resources.sys import AsyncSysResponses

        return AsyncSysResponses(self._caller)


class AsyncResources:
    """The calls of the service, an attribute a resource."""

    _caller: AsyncCaller

    _estimator: Estimator

    @cached_property
    def estimates(self) -> Estimates:
        """What the same calls would cost; nothing is sent, and nothing to be awaited."""
        from .estimates import Estimates

        return Estimates(self._estimator)

    @cached_property
    def with_response(self) -> AsyncResponses:
        """The same calls, each answering with a whole `Response`: bytes, headers, units."""
        return AsyncResponses(self._caller)

    @cached_property
    def user(self) -> AsyncUserResource:
        """Profiles, lists of accounts, and what an account has posted."""
        from .resources.user import AsyncUserResource

        return AsyncUserResource(self._caller)

    @cached_property
    def userstream(self) -> AsyncUserstreamResource:
        """Profiles as the service receives them, one row after another."""
        from .resources.userstream import AsyncUserstreamResource

        return AsyncUserstreamResource(self._caller)

    @cached_property
    def sys(self) -> AsyncSysResource:
        """The account that the key belongs to."""
        from .resources.sys import AsyncSysResource

        return AsyncSysResource(self._caller)
