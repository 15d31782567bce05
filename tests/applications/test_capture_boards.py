"""The five job boards: which addresses are theirs, and what their JSON proposes."""

import json

import pytest

from applications.capture import board_answers
from applications.capture.boards import recognise
from applications.capture.read import from_paste
from tests.applications.postings import (
    ASHBY,
    GREENHOUSE,
    LEVER,
    RECRUITEE,
    SMARTRECRUITERS,
    UUID,
)

GREENHOUSE_API = "https://boards-api.greenhouse.io/v1/boards/bell/jobs/5150"
LEVER_API = f"https://api.lever.co/v0/postings/bell/{UUID}?mode=json"
ASHBY_API = "https://api.ashbyhq.com/posting-api/job-board/bell?includeCompensation=true"


@pytest.mark.parametrize(
    "url, board, api_url, job_id",
    [
        ("https://boards.greenhouse.io/bell/jobs/5150", "greenhouse", GREENHOUSE_API, "5150"),
        ("https://job-boards.greenhouse.io/bell/jobs/5150?gh_src=x#app", "greenhouse",
         GREENHOUSE_API, "5150"),
        ("http://Boards.Greenhouse.IO/bell/jobs/5150/", "greenhouse", GREENHOUSE_API, "5150"),
        ("https://boards.greenhouse.io/embed/job_app?for=bell&token=5150", "greenhouse",
         GREENHOUSE_API, "5150"),
        (f"https://jobs.lever.co/bell/{UUID}", "lever", LEVER_API, UUID),
        (f"https://jobs.lever.co/bell/{UUID}/apply?x=1", "lever", LEVER_API, UUID),
        (f"https://jobs.eu.lever.co/bell/{UUID}", "lever",
         LEVER_API.replace("api.", "api.eu."), UUID),
        (f"https://jobs.ashbyhq.com/bell/{UUID}", "ashby", ASHBY_API, UUID),
        (f"https://jobs.ashbyhq.com/bell/{UUID}/application", "ashby", ASHBY_API, UUID),
        ("https://bell.recruitee.com/o/tram-driver", "recruitee",
         "https://bell.recruitee.com/api/offers/", "tram-driver"),
        ("https://jobs.smartrecruiters.com/Bell1/744000-tram-driver", "smartrecruiters",
         "https://api.smartrecruiters.com/v1/companies/Bell1/postings/744000", "744000"),
    ],
)  # fmt: skip
def test_page_of_a_board_is_recognised(url, board, api_url, job_id):
    job = recognise(url)

    assert (job.board, job.api_url, job.job_id) == (board, api_url, job_id)


@pytest.mark.parametrize(
    "url",
    [
        "https://boards.greenhouse.io/bell",
        "https://boards.greenhouse.io/be%2fll/jobs/5150",
        "https://boards.greenhouse.io/../jobs/5150/x",
        "https://boards.greenhouse.io.evil.example/bell/jobs/5150",
        "https://evil.example/boards.greenhouse.io/bell/jobs/5150",
        "https://user@boards.greenhouse.io/bell/jobs/5150",
        f"https://jobs.lever.co/{'x' * 101}/{UUID}",
        "https://jobs.lever.co/bell/not-a-uuid",
        "https://jobs.ashbyhq.com/bell",
        "https://evil.example#.recruitee.com/o/tram-driver",
        "https://a.b.recruitee.com/o/tram-driver",
        "https://jobs.smartrecruiters.com/Bell1",
        "ftp://jobs.lever.co/bell/x",
        "/boards/lever/bell/x",
        "",
    ],
)
def test_other_address_is_no_board(url):
    assert recognise(url) is None


@pytest.mark.parametrize(
    "path, api",
    [
        ("greenhouse/bell/jobs/5150", "greenhouse/bell/jobs/5150"),
        (f"lever/bell/{UUID}", f"lever/bell/{UUID}"),
        (f"ashby/bell/{UUID}", "ashby/bell"),
        ("recruitee/bell/tram-driver", "recruitee/bell/api/offers/"),
        ("smartrecruiters/bell/744000", "smartrecruiters/bell/postings/744000"),
    ],
)
def test_sandbox_stands_in_for_the_boards_only_where_it_is_set(path, api, settings):
    settings.SANDBOX_URL = "http://127.0.0.1:5999"
    assert recognise(f"http://127.0.0.1:5999/boards/{path}").api_url.endswith(f"/boards/{api}")
    assert recognise(f"http://127.0.0.1:5998/boards/{path}") is None

    settings.SANDBOX_URL = ""
    assert recognise(f"http://127.0.0.1:5999/boards/{path}") is None


def read(board, answer, job_id):
    proposal = board_answers.read(board, answer, job_id)
    assert {field.source for field in proposal.fields.values()} == {board}
    assert proposal.posting_source == board
    return {name: field.value for name, field in proposal.fields.items()}, proposal.posting_text


PAY = {"salary_min": "28000", "salary_max": "34000"}
UAH_A_MONTH = PAY | {"salary_currency": "UAH", "salary_period": "month"}


def test_greenhouse_job_is_read():
    fields, text = read("greenhouse", GREENHOUSE, "5150")

    assert fields == UAH_A_MONTH | {
        "salary_max": "34001",
        "company": "Bell Tramways",
        "role": "Tram Driver",
        "location": "Lviv, Ukraine",
        "work_mode": "onsite",
        "url": "https://job-boards.greenhouse.io/bell/jobs/5150",
        "posted_on": "2026-11-02",
        "closes_on": "2026-12-31",
    }
    assert text == "Drive & smile."


def test_greenhouse_pay_by_country_is_not_chosen_from():
    ranges = GREENHOUSE["pay_input_ranges"] * 2
    fields, _ = read("greenhouse", GREENHOUSE | {"pay_input_ranges": ranges}, "5150")

    assert "salary_min" not in fields


def test_lever_job_is_read_without_an_employer():
    fields, text = read("lever", LEVER, UUID.upper())

    assert fields == UAH_A_MONTH | {
        "role": "Tram Driver",
        "location": "Lviv; Kyiv",
        "work_mode": "onsite",
        "url": f"https://jobs.lever.co/bell/{UUID}",
        "posted_on": "2026-11-02",
    }
    assert text == "Drive a tram.\n\nShifts\n- Mornings\n- Evenings"


def test_ashby_job_is_picked_from_its_board():
    other = ASHBY | {"id": "another", "title": "Tram Cleaner"}
    fields, text = read("ashby", {"jobs": [other, ASHBY], "apiVersion": "1"}, UUID)

    assert fields == PAY | {
        "salary_currency": "USD",
        "salary_period": "year",
        "role": "Tram Driver",
        "location": "Lviv; Kyiv",
        "work_mode": "hybrid",
        "url": f"https://jobs.ashbyhq.com/bell/{UUID}",
        "posted_on": "2026-11-02",
    }
    assert text == "Drive a tram."


def test_ashby_pay_is_read_from_its_summary_when_there_are_no_parts():
    summary = {"scrapeableCompensationSalarySummary": "$80K - $110K"}
    fields, _ = read("ashby", ASHBY | {"compensation": summary}, UUID)

    assert (fields["salary_min"], fields["salary_max"]) == ("80000", "110000")


def test_recruitee_offer_is_read():
    fields, text = read("recruitee", {"offers": [RECRUITEE]}, "tram-driver")

    assert fields == UAH_A_MONTH | {
        "company": "Bell Tramways",
        "role": "Tram Driver",
        "location": "Lviv, Ukraine",
        "work_mode": "hybrid",
        "url": "https://bell.recruitee.com/o/tram-driver",
        "posted_on": "2026-11-02",
    }
    assert text == "Drive a tram.\n\nA licence."


def test_smartrecruiters_posting_is_read():
    fields, text = read("smartrecruiters", SMARTRECRUITERS, "744000")

    assert fields == {
        "company": "Bell Tramways",
        "role": "Tram Driver",
        "location": "Lviv, ua",
        "work_mode": "remote",
        "url": "https://jobs.smartrecruiters.com/Bell1/744000-tram-driver",
        "posted_on": "2026-11-02",
    }
    assert text == "The job\nDrive a tram."


@pytest.mark.parametrize("answer", [None, 5, "x", [], {}, {"jobs": [5, None]}, {"jobs": {}}, [[]]])
def test_answer_without_the_job_is_none(answer):
    assert board_answers.read("ashby", answer, UUID) is None


def test_job_of_another_board_or_id_is_none():
    assert board_answers.read("ashby", LEVER, UUID) is None
    assert board_answers.read("lever", LEVER, "other") is None


@pytest.mark.parametrize("job", [GREENHOUSE, LEVER, ASHBY, RECRUITEE, SMARTRECRUITERS])
def test_pasted_json_of_a_board_is_read_and_a_list_is_not_chosen_from(job):
    single = from_paste(json.dumps({"jobs": [job]}))
    several = from_paste(json.dumps([job, job]))

    assert single.role.value == "Tram Driver"
    assert (several.fields, several.reason) == ({}, "several_postings")


@pytest.mark.parametrize("junk", [5, "x", [1], {"a": {}}, None, True, [None], -1e308])
@pytest.mark.parametrize(
    "job", [GREENHOUSE, LEVER, ASHBY, RECRUITEE, SMARTRECRUITERS], ids=lambda job: sorted(job)[-1]
)
def test_junk_in_any_field_is_left_out(job, junk):
    for name in job:
        assert len(board_answers.read_any(job | {name: junk})) == 1
