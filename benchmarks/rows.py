"""Makes people, their applications and the ledgers of these, by a few INSERT … SELECT.

Rows keep what the product promises of its own: a standing is what its ledger says, and the next
action what the rules say. (A test reckons some of them again.)
"""

import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from applications import next_action
from applications.ledger import Standing
from applications.stages import Ending, Stage
from benchmarks import words

HOT = "hot@bench.example"  # every other person is person<number>@bench.example
HOT_HAS, EACH_HAS = 500, 50
DAYS_BACK = 180

# Out of a thousand; the rest are saved ones, and live ones.
STAGES = {
    Stage.APPLIED: 420, Stage.SCREENING: 150, Stage.TEST_TASK: 70, Stage.INTERVIEW: 110,
    Stage.OFFER: 40,
}  # fmt: skip
ENDINGS = {
    Ending.REJECTED: 220, Ending.NO_RESPONSE: 130, Ending.WITHDREW: 25, Ending.CLOSED: 25,
    Ending.ACCEPTED: 5,
}  # fmt: skip

PICK = """
CREATE FUNCTION pg_temp.pick(number bigint, salt int, count int) RETURNS int
LANGUAGE sql IMMUTABLE RETURN (hashint8extended(number, salt) & 2147483647) % count"""

# Chances are hashes of a number that counts the people, so they are the same each time, whatever
# ids the database gave out before. The order strews a person's rows among those of all others, as
# they lie when everybody adds one now and then.
DRAFTS = """
CREATE TEMP TABLE draft AS
WITH numbered AS (
    SELECT id AS owner, email = %(hot)s AS is_hot, place * 1000 + k AS number
    FROM (SELECT id, email, row_number() OVER (ORDER BY id) AS place FROM accounts_user) person,
    generate_series(1, CASE email WHEN %(hot)s THEN %(hot_has)s ELSE %(each_has)s END) k
), rolled AS (
    SELECT owner, number, pg_temp.pick(number, 2, 1000) AS roll,
        CASE WHEN is_hot THEN 1000 ELSE pg_temp.pick(number, 3, 1000) END AS luck,
        %(today)s - pg_temp.pick(number, 4, %(days)s) AS since,
        1 + pg_temp.pick(number, 5, 20) AS waited
    FROM numbered
), told AS (
    SELECT *, CASE {endings} ELSE '' END AS ending FROM rolled
), placed AS (
    SELECT *, CASE {stages} WHEN ending = '' THEN 'saved' ELSE 'applied' END AS stage FROM told
)
SELECT *,
    CASE
        WHEN stage = 'saved' THEN NULL
        WHEN stage = 'applied' AND ending = '' THEN since
        WHEN stage = 'applied' OR ending = '' THEN since - waited
        ELSE since - waited - 5
    END AS applied_on,
    CASE WHEN ending = '' OR stage = 'saved' THEN since ELSE since - waited END AS reached_on
FROM placed ORDER BY pg_temp.pick(number, 6, 2147483647)"""

USERS = {
    "email": "CASE n WHEN 0 THEN %s ELSE 'person' || n || '@bench.example' END",
    "public_id": "md5('user' || n)::uuid",
    "password": "'!' || md5('key' || n)",
}

APPLICATIONS = {
    "public_id": "md5(number::text)::uuid",
    "user_id": "owner",
    "company": "company.text",
    "role": "role.text",
    "location": "location.text",
    "source": "source.text",
    "stage": "draft.stage",
    "furthest_stage": "CASE draft.ending WHEN 'accepted' THEN 'offer' ELSE draft.stage END",
    "ending": "draft.ending",
    "since": "draft.since",
    "applied_on": "applied_on",
    "answered_on": """CASE
        WHEN draft.stage NOT IN ('saved', 'applied') THEN reached_on
        WHEN draft.ending IN ('rejected', 'accepted', 'declined') THEN draft.since END""",
    "next_kind": "coalesce(plan.kind, '')",
    "next_on": "plan.next_on",
    "moved_at": "draft.since + make_interval(mins => pg_temp.pick(number, 7, 1440))",
    "created_at": "coalesce(applied_on, draft.since) + interval '9 hours'",
}

FROM_DRAFTS = """draft
JOIN word company ON company.kind = 'company' AND company.place = pg_temp.pick(number, 8, {company})
JOIN word role ON role.kind = 'role' AND role.place = pg_temp.pick(number, 9, {role})
JOIN word location
    ON location.kind = 'location' AND location.place = pg_temp.pick(number, 10, {location})
JOIN word source ON source.kind = 'source' AND source.place = pg_temp.pick(number, 11, {source})
LEFT JOIN plan ON plan.stage = draft.stage AND plan.since = draft.since AND draft.ending = ''
ORDER BY pg_temp.pick(number, 6, 2147483647)"""

EVENTS = {
    "public_id": "md5('event' || step || '-' || number)::uuid",
    "application_id": "application.id",
    "kind": "CASE step WHEN 3 THEN 'ending' ELSE 'stage' END",
    "stage": "CASE step WHEN 1 THEN 'applied' WHEN 2 THEN draft.stage ELSE '' END",
    "ending": "CASE step WHEN 3 THEN draft.ending ELSE '' END",
    "happened_on": """CASE step
        WHEN 1 THEN draft.applied_on WHEN 2 THEN reached_on ELSE draft.since END""",
}

FROM_LEDGERS = """draft
JOIN applications_application application ON application.public_id = md5(number::text)::uuid
JOIN generate_series(1, 3) step ON CASE step
    WHEN 1 THEN draft.applied_on IS NOT NULL
    WHEN 2 THEN draft.stage <> 'applied'
    ELSE draft.ending <> '' END
ORDER BY application.id, step"""


def fill(people: int) -> None:
    """The hot person and `people` others."""
    lists = {
        "company": words.companies(), "role": words.roles(), "location": words.PLACES,
        "source": words.SOURCES,
    }  # fmt: skip
    with connection.cursor() as cursor:
        _insert(cursor, "accounts.User", USERS, "generate_series(0, %s) n ORDER BY n", HOT, people)
        _keep_words(cursor, lists)
        _draft(cursor)
        counts = {kind: len(texts) for kind, texts in lists.items()}
        _insert(cursor, "applications.Application", APPLICATIONS, FROM_DRAFTS.format(**counts))
        _insert(cursor, "applications.Event", EVENTS, FROM_LEDGERS)
        cursor.execute("DROP TABLE word, plan, draft")
        cursor.execute("DROP FUNCTION pg_temp.pick")


def _insert(cursor: Any, label: str, varied: dict[str, str], source: str, *params: Any) -> None:
    """Rows whose `varied` columns are expressions over `source`; others have their defaults."""
    model = apps.get_model(label)
    defaults = {
        column.column: column.get_db_prep_save(column.get_default(), connection)
        for column in model._meta.concrete_fields
        if column.column not in varied and not column.primary_key and not column.generated
    }
    columns = ", ".join(f'"{name}"' for name in (*defaults, *varied))
    values = ", ".join([*("%s" for _ in defaults), *varied.values()])
    cursor.execute(
        f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {values} FROM {source}',
        [*defaults.values(), *params],
    )


def _keep_words(cursor: Any, lists: dict[str, Any]) -> None:
    cursor.execute("CREATE TEMP TABLE word (kind text, place int, text text)")
    rows = [(kind, at, text) for kind, texts in lists.items() for at, text in enumerate(texts)]
    cursor.executemany("INSERT INTO word VALUES (%s, %s, %s)", rows)
    cursor.execute("CREATE TEMP TABLE plan (stage text, since date, kind text, next_on date)")
    cursor.executemany("INSERT INTO plan VALUES (%s, %s, %s, %s)", _plans())


def _plans() -> list[tuple[str, datetime.date, str, datetime.date]]:
    """What comes next, for each stage and each day that it may have been reached on."""
    today = timezone.localdate()
    days = [today - datetime.timedelta(days=back) for back in range(DAYS_BACK)]
    standings = [Standing(stage, stage, "", day) for stage in Stage for day in days]
    planned = ((standing, next_action.after(standing)) for standing in standings)
    return [
        (standing.stage, standing.since, action.deed, action.due_on)
        for standing, action in planned
        if action
    ]


def _draft(cursor: Any) -> None:
    cursor.execute(PICK)
    sql = DRAFTS.format(stages=_cases("roll", STAGES), endings=_cases("luck", ENDINGS))
    params = {
        "hot": HOT, "hot_has": HOT_HAS, "each_has": EACH_HAS, "days": DAYS_BACK,
        "today": timezone.localdate(),
    }  # fmt: skip
    cursor.execute(sql, params)
    cursor.execute("ANALYZE draft, word, plan")


def _cases(number: str, weights: dict[Any, int]) -> str:
    """WHEN branches that divide the numbers from 0 by these weights."""
    total, branches = 0, []
    for name, weight in weights.items():
        total += weight
        branches.append(f"WHEN {number} < {total} THEN '{name.value}'")
    return " ".join(branches)
