"""Skill words that the canned analysis looks for; a final ~ stands for any word ending."""

import re
from functools import cache

TECHNICAL = """
Python|Django|Flask|FastAPI|Java|Kotlin|Swift|Go|Rust|C++|C#|.NET|PHP|Laravel|Ruby on Rails|Scala
JavaScript|TypeScript|React|Vue|Angular|Next.js|Node.js|HTML|CSS|htmx|GraphQL|REST|gRPC|WebSocket
SQL|PostgreSQL|MySQL|MongoDB|Redis|ClickHouse|Elasticsearch|Snowflake|BigQuery|dbt|Airflow|Spark
Kafka|RabbitMQ|Celery|Docker|Kubernetes|Terraform|Ansible|AWS|GCP|Azure|Linux|Git|CI/CD|GitHub
GitLab CI|Jenkins|Prometheus|Grafana|Sentry|pytest|Playwright|Selenium|Cypress|Postman|JMeter
Power BI|Tableau|Looker|Excel|Google Sheets|Google Analytics|GA4|A/B|Figma|Sketch|Jira|Confluence
Notion|Salesforce|HubSpot|Zendesk|Intercom|SAP|1C|BAS|M.E.Doc|Photoshop|Illustrator|Scrum|Kanban
""".strip()
BUSINESS = """
machine learning|data model~|unit test~|code review~|microservice~|accessibility|on-call|incident~
project management|stakeholder~|negotiation~|budget~|forecast~|roadmap~|onboarding|mentoring
customer support|account management|lead generation|cold call~|content|copywriting|SEO|SMM|PPC
user research|usability|prototyp~|design system~|payroll|recruit~|procurement|logistics|IFRS|GAAP
машинн~ навчання|модульн~ тест~|код-рев'ю|мікросервіс~|доступніст~|управління проєктами|переговор~
бюджет~|прогноз~|дорожн~ карт~|наставництв~|підтримк~ клієнт~|контент~|копірайт~|таргет~|аналітик~
звітніст~|бухгалтер~|первинн~ документ~|податк~|зарплат~|закупів~|логістик~|складськ~|рекрут~
прототип~|дизайн-систем~|дослідження користувачів|тест-кейс~|регресійн~|автоматизац~|клієнтськ~ баз~
медичн~ інформаційн~ систем~|касов~|українськ~ мов~|англійськ~|польськ~|німецьк~|підбір~
English|German|Polish
""".strip()
# Names that are also everyday words, or too short to be told from one: spelling must be exact.
EXACT = frozenset({"Go", "REST", "Git", "Rust", "Swift", "Spark", "Notion", "Sketch", "React"})
SHORT = 3


def known() -> tuple[str, ...]:
    return tuple(
        term for line in f"{TECHNICAL}\n{BUSINESS}".split("\n") for term in line.split("|")
    )


@cache
def pattern(term: str) -> re.Pattern[str]:
    """Finds the term as a whole word; case counts where the word means something else as well."""
    body = re.escape(term).replace(r"\~", "~").replace("~", r"\w*")
    exact = term in EXACT or len(term) <= SHORT
    return re.compile(rf"(?<![\w+#]){body}(?![\w+#])", 0 if exact else re.IGNORECASE)
