from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from drafter.errors import InputError
from drafter.reading.config import read_config
from drafter.reading.fields import (
    EMPLOYER,
    INTERVIEW,
    INTERVIEWER,
    POSITION,
    TAKEAWAY,
    YOU,
    json_schema,
)
from tests.conftest import ROOT
from tests.notes import DANA, HEAD, problems, told


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

SAMPLES = sorted((ROOT / "sample_data").glob("*.yaml"))


def _errors(text: str) -> list[str]:
    """What an editor would say; the loader leaves every scalar as text, as we do."""
    document: Any = yaml.load(text, Loader=yaml.BaseLoader)
    checker = jsonschema.Draft7Validator(json_schema())
    return [error.message for error in checker.iter_errors(document)]


def test_is_a_draft_07_schema_that_json_can_hold() -> None:
    jsonschema.Draft7Validator.check_schema(json_schema())
    assert json.loads(json.dumps(json_schema())) == json_schema()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_valid(path: Any) -> None:
    assert _errors(path.read_text("utf-8")) == []


def test_every_field_of_the_reader_stands_there_with_its_help() -> None:
    properties: Any = json_schema()["properties"]
    person = properties["interviewers"]["items"]["properties"]
    takeaway = str(person["takeaways"])

    assert set(properties) == {row.name for row in INTERVIEW}
    assert {name: one["description"] for name, one in person.items()} == {
        row.name: row.help for row in INTERVIEWER
    }
    for fields, schema in (
        (YOU, "you"),
        (EMPLOYER, "employer"),
        (POSITION, "position"),
    ):
        assert all(row.help in str(properties[schema]) for row in fields)
    assert all(row.help in takeaway for row in TAKEAWAY)


@pytest.mark.parametrize(
    "text",
    [
        told().replace("employer: Corvane Ferries", "emploier: C"),
        told().replace("timeline: unknown\n", ""),
        told().replace("date: 2026-06-02", "date: {a: b}"),
        told(DANA + "    role: boss\n"),
        told(DANA + "    email: [a@x.example]\n"),
        told(DANA + "    takeaways: [{due: 2026-06-04}]\n"),
        told(DANA + "    linkedin_ok: maybe\n"),
        told(DANA.replace("topics", "topic")),
        told(DANA + "    takeaways: send it\n"),
        told().replace("timeline: unknown", "timeline: {June: soon}"),
        HEAD + "interviewers: []\n",
    ],
)
def test_finds_in_the_editor_what_reading_would_refuse(text: str) -> None:
    assert _errors(text)
    assert problems(text)


@pytest.mark.parametrize(
    "text",
    [
        told(),
        told(DANA + "    email:\n    quote: ''\n    linkedin_ok: No\n"),
        told().replace("unknown", "{2026-06-02: [soon, by Friday]}"),
        told(head=HEAD + "contact: {name: Robin, channel: phone}\nreasons: One.\n"),
        told().replace("Corvane Ferries", "{name: C, postal: [a, b], country: us}"),
    ],
)
def test_accepts_in_the_editor_what_reading_accepts(text: str) -> None:
    assert _errors(text) == []


def test_accepts_what_an_editors_yaml_makes_of_plain_text() -> None:
    document = yaml.safe_load(told(DANA + "    title: 007\n    linkedin_ok: yes\n"))
    document["date"] = "2026-06-02"

    checked = jsonschema.Draft7Validator(json_schema())
    assert list(checked.iter_errors(document)) == []


@pytest.mark.parametrize("of", ["interview", "config"])
def test_a_schema_says_what_it_is_and_where_it_comes_from(of: str) -> None:
    schema = json_schema(of)
    jsonschema.Draft7Validator.check_schema(schema)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    place = f"{project['urls']['Source']}/blob/main/docs/{of}.schema.json"
    assert schema["$id"] == place


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_names_its_schema(path: Path) -> None:
    line = re.search(r"(?m)^# yaml-language-server: \$schema=(\S+)$", path.read_text())
    assert line
    assert json.loads((path.parent / line[1]).read_text("utf-8")) == json_schema()


def test_the_schema_of_the_settings_judges_as_the_reader_does() -> None:
    checker = jsonschema.Draft7Validator(json_schema("config"))
    good = "you: {name: Ines}\naccounts: {personal: {address: a@x.example, port: 993}}"
    assert not [*checker.iter_errors(yaml.safe_load(good))]
    assert read_config(good.encode(), "config.yaml").accounts[0].port == 993
    for bad in ("body: html", "accounts: {personal: {host: x.example}}", "yuo: {}"):
        assert [*checker.iter_errors(yaml.safe_load(bad))]
        with pytest.raises(InputError):
            read_config(bad.encode(), "config.yaml")


def test_the_command_prints_either(desk: Desk) -> None:
    assert json.loads(desk.run("schema").stdout) == json_schema()
    assert json.loads(desk.run("schema --config").stdout) == json_schema("config")
