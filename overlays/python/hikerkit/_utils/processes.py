"""Processes of this machine: where their ids are valid, and whether one is alive."""

from __future__ import annotations

import os
import sys
from functools import cache


@cache
def pid_namespace() -> str:
    """The namespace in which process ids are valid: the machine, and the container on it."""
    import platform

    try:
        namespace = os.readlink("/proc/self/ns/pid")
    except OSError:
        namespace = ""
    return f"{platform.node()} {namespace}".strip()


def may_be_alive(pid: int) -> bool:
    """Whether a process of this namespace is alive; True if that is not known."""
    if pid == os.getpid() or sys.platform == "win32":  # there, os.kill would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
