"""Which errors are the database's doing, and which are ours."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.storage.failures import SchemaOutdated, StorageFailure, failure_of, sqlstate, translated


class ServerError(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def from_server(code: str) -> DBAPIError:
    return DBAPIError("SELECT 1", {}, ServerError(code))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (from_server("57P01"), "broke off"),
        (from_server("53300"), "run out"),
        (from_server("40P01"), "could not settle"),
        (from_server("55P03"), "lock"),
        (from_server("25006"), "cannot be written"),
        (DBAPIError("SELECT 1", {}, Exception("gone"), connection_invalidated=True), "was lost"),
        (PoolTimeoutError("busy"), "became free"),
        (ConnectionRefusedError(), "cannot be reached"),
        (SchemaOutdated("Old."), "Old."),
    ],
)
def test_what_the_database_does_to_us_has_a_sentence(error: Exception, sentence: str) -> None:
    assert sentence in str(failure_of(error))


@pytest.mark.parametrize(
    "error",
    [
        LookupError("ours"),
        from_server("42P01"),  # undefined_table
        from_server("55006"),  # object_in_use: only one code of its class is a lock
        IntegrityError("INSERT", {}, ServerError("23505")),
        DBAPIError("SELECT 1", {}, Exception("odd")),
    ],
)
def test_what_we_do_wrong_is_no_failure(error: Exception) -> None:
    assert failure_of(error) is None


def test_the_code_of_an_error_from_elsewhere_is_empty() -> None:
    assert sqlstate(LookupError()) == ""
    assert sqlstate(from_server("40001")) == "40001"


def test_a_failure_is_logged_once_and_keeps_its_cause(caplog: pytest.LogCaptureFixture) -> None:
    cause = ConnectionRefusedError("port 5432")
    with pytest.raises(StorageFailure) as caught, translated(), translated():
        raise cause
    assert caught.value.__cause__ is cause
    assert [record.levelname for record in caplog.records] == ["ERROR"]
