"""The REST API does what its OpenAPI document says: whatever is sent, the answer is one that is described, and never a 500."""

import re
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from idp.admin.permissions import Permission
from tests.support.rest import build_program
from tests.support.signing_in import ISSUER, House

CHECKS: Any = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 12
"""Requests for each operation; the fuzzer sends more (make fuzz)."""


def test_every_answer_is_one_that_the_document_describes(house: House) -> None:
    token = build_program(house, *Permission).token
    document = house.app.test_client().get("/admin/api/v1/openapi.json", base_url=ISSUER).json
    schema = schemathesis.openapi.from_dict(document)
    faults: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        send_examples(house, operation, token, faults)
    assert not faults, "\n".join(faults)


def send_examples(house: House, operation: Any, token: str, faults: list[str]) -> None:
    """Send requests that the operation describes, and note each answer that it does not."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
        try:
            response = case.call(base_url=f"{ISSUER}/admin/api/v1", app=house.app)
            case.validate_response(response, checks=CHECKS)
        except (Exception, FailureGroup) as fault:  # noqa: BLE001 - a bug in the provider is raised as it is
            faults.append(f"{operation.label}: {fault!r} {re.sub(token, '…', str(fault))[:400]}")

    send()


def test_no_operation_answers_without_a_token(house: House) -> None:
    document = house.app.test_client().get("/admin/api/v1/openapi.json", base_url=ISSUER).json
    http = house.app.test_client()
    for path, methods in document["paths"].items():
        for method in methods:
            answer = http.open(f"/admin/api/v1{path}", method=method.upper(), base_url=ISSUER)
            assert answer.status_code == 401, f"{method} {path}"
