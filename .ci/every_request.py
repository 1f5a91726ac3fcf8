"""A pytest plugin beside ``apicheck``: brings together what it found in each of pytest-xdist's workers.

``-p apicheck -p every_request`` holds each request of the simulated Discord against Discord's own description
in the one run of the suite, which fails if a request does not fit, or if none was seen at all.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import apicheck
import pytest
from jsonschema import validators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.protocols import Validator
    from xdist.workermanage import WorkerController

SEEN = "requests held against Discord's description"
WRONG_TYPE = 100
"""What the check counts a variant of another type as."""
reports: list[dict[str, Any]] = []


def _likely_first(spec: apicheck.Spec) -> type[Validator]:
    """Try only those variants of a union whose ``type`` is the part's, if there are any: no other can fit."""
    union = spec.validator_cls.VALIDATORS["oneOf"]

    def likely(validator: Validator, variants: list[Any], part: Any, schema: Any) -> Iterator[Any]:
        fitting = [one for one in variants if apicheck._tag_errors(spec, one, part) < WRONG_TYPE]
        return union(validator, fitting or variants, part, schema)

    return validators.extend(spec.validator_cls, {"oneOf": likely, "anyOf": likely})


def pytest_configure() -> None:
    """Make the check quick, and what it finds the same."""
    spec = apicheck.REC.load()
    spec.validator_cls = _likely_first(spec)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker, hand over what was found; in the controller, judge."""
    handed_over = getattr(session.config, "workeroutput", None)
    if handed_over is not None:
        handed_over[SEEN] = json.dumps(apicheck.REC.report(), default=str)
    elif session.exitstatus == pytest.ExitCode.OK and (_found() or not _requests()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_testnodedown(node: WorkerController) -> None:
    """Take what a worker hands over."""
    reports.append(json.loads(getattr(node, "workeroutput", {}).get(SEEN, "{}")))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each kind of finding once, and where it was first seen."""
    found = _found()
    terminalreporter.section(f"{_requests()} {SEEN}: {len(found)} kinds of misfit")
    for finding, times in found.items():
        terminalreporter.write_line(f"{finding} ({times} times)", red=True)


def _requests() -> int:
    return sum(report.get("requests", 0) for report in reports)


def _found() -> Counter[str]:
    found: Counter[str] = Counter()
    for report in reports:
        for misfit in report.get("violations", ()):
            where = f"{misfit['operation']} {misfit['pointer'] or '/'}"
            found[f"{where}: {misfit['message']} in {misfit['first_test']}"] += misfit["count"]
        found.update(f"the check itself failed: {error}" for error in report.get("internal_errors", ()))
    return found
