"""Every page there is to look at, and the rows that fill them."""

from dataclasses import dataclass, fields
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse

from applications.stages import Ending, Stage
from billing import allowance
from billing.models import AllowanceUse
from coaching.models import OfferComment
from cv.analysis import analyse
from cv.models import Analysis
from tests.coaching.chats import make_conversation, make_turn
from tests.coaching.interviews import (
    make_mock,
    make_mock_turn,
    make_preparation,
    make_proposal,
    make_story,
)
from tests.coaching.letters import make_letter, make_open_letter
from tests.coaching.offers import make_criterion, make_offer
from tests.cv.documents import realistic_cv_pdf
from tests.factories import (
    CV,
    POSTING,
    make_application,
    make_contact,
    make_cv,
    make_document,
    make_import,
    make_posting,
    make_reminder,
    make_round,
    make_saved_view,
    make_tag,
    make_tailoring,
)

PUBLIC = {
    "landing": "pages:landing",
    "privacy": "pages:privacy",
    "terms": "pages:terms",
    "sign in": "account_login",
    "sign up": "account_signup",
    "password reset": "account_reset_password",
    "score formula": "cv:score_formula",
    "pricing": "billing:pricing",
}
OF_NOBODY = {
    "add": "applications:add",
    "capture": "applications:capture",
    "bin": "applications:bin",
    "new reminder": "applications:reminder_add",
    "weekly goal": "applications:goal",
    "links": "applications:links",
    "mail": "applications:mail",
    "import": "applications:import",
    "bookmarklet": "applications:bookmarklet",
    "feed": "applications:feed",
    "new contact": "applications:add_contact",
    "upload": "cv:upload",
    "new CV": "cv:new",
}
OF_THE_PERSON = {
    "today": "applications:today",
    "month": "applications:month",
    "reminders": "applications:reminders",
    "silent": "applications:silent",
    "board": "applications:board",
    "ended": "applications:ended",
    "table": "applications:table",
    "tags": "applications:tags",
    "saved views": "applications:saved_views",
    "contacts": "applications:contacts",
    "insights": "applications:insights",
    "record": "applications:record",
    "CV list": "cv:list",
    "coach": "coaching:list",
    "new conversation": "coaching:new",
    "letters": "coaching:drafts",
    "interviews": "coaching:interviews",
    "stories": "coaching:stories",
    "new story": "coaching:story_new",
    "offers": "coaching:offers",
    "offers to choose": "coaching:choose_offers",
    "criteria": "coaching:criteria",
    "settings": "accounts:settings",
    "billing": "billing:page",
    "cancel": "billing:cancel",
    "change of plan": "billing:change",
    "withdraw": "billing:withdraw",
    "card": "billing:card",
    "AI": "accounts:ai",
    "AI calls": "accounts:ai_calls",
    "e-mail": "account_email",
    "password": "account_change_password",
    "second factor": "mfa_index",
    "sign-ins": "usersessions_list",
}


@dataclass
class Words:
    """What a person may have written, field by field."""

    name: str = "Alice Kovalenko"
    company: str = "Dnipro Soft"
    role: str = "Backend developer"
    location: str = "Kyiv, hybrid"
    source: str = "A friend"
    link: str = "https://example.com/jobs/1"
    note: str = "They use Django 6.\nAsk about the team."
    posting: str = POSTING
    title: str = "Backend"
    cv: str = CV

    @classmethod
    def all_of(cls, text):
        return cls(**{field.name: text for field in fields(cls)})


class Life:
    """One person's rows: an application in each stage, an ending, a CV, analyses in each state."""

    def __init__(self, user, words):
        self.user = user
        user.name = words.name
        user.save()
        facts = {"location": words.location, "source": words.source, "url": words.link}
        self.applications = [
            make_application(user, company=words.company, role=words.role, stage=stage, **facts)
            for stage in Stage
        ]
        self.application = self.applications[-1]
        self.application.note(words.note, self.application.since)
        make_reminder(user, text=words.title, application=self.application)
        make_tag(user, words.title[:40], *self.applications)
        make_saved_view(user, name=words.title[:60])
        self.contact = make_contact(user, name=words.name[:120], notes=words.note)
        self.contact.applications.add(self.application)
        self.round = make_round(self.application, title=words.title[:120], debrief=words.note)
        self.round.people.add(self.contact)
        self.document = make_document(self.application, title=words.title, text=words.cv)
        self.held = make_import(user)
        ended = make_application(user, company=words.company, role=words.role, **facts)
        ended.end(Ending.REJECTED, ended.since)
        self.posting = make_posting(self.application, text=words.posting)
        self.cv = make_cv(user, title=words.title, markdown=words.cv)
        self.cv.write(f"{words.cv}\n- {words.note}")
        self.other_cv = make_cv(user, title=words.title, markdown=words.cv)
        new = f"- {words.note.splitlines()[0]}, 40 % faster"
        change = ("add", self.other_cv.current().markdown.split("\n")[0], new)
        self.tailoring = make_tailoring(
            self.other_cv, self.posting, change, answers=words.note, summary=words.note
        )

        self.talk = make_conversation(
            user, self.application, cv=self.cv, title=words.title[:100], has_notes=True
        )
        self.settled_letter = make_letter(user, self.application, words.note)
        self.letter = make_open_letter(user, self.application, words.note, words.title)
        make_turn(self.talk, 1, words.note, words.cv)
        make_turn(self.talk, 2, words.note, words.note, state="failed", error="broke_off")
        self._compare(words)
        self._prepare(words)

    def _compare(self, words):
        """Two offers in two currencies, and what Claude said of them."""
        self.criterion = make_criterion(self.user, words.title[:60], 8)
        make_criterion(self.user, "Growth", 0)
        told = {"company": words.company, "note": words.note, "reason": words.note[:200]}
        self.offer = make_offer(self.user, 7, gross=4200, net=3300, currency="EUR", **told)
        make_offer(self.user, 6, gross="35.50", currency="USD", period="hour", **told)
        remark = {"kind": "missing", "text": words.note, "strange": ["95,730"]}
        self.remarks = OfferComment.objects.create(
            user=self.user, state="done", result={"remarks": [remark]}
        )

    def _prepare(self, words):
        """An interview, and a mock one that was practised."""
        self.story = make_story(self.user, title=words.title[:120], action=words.note)
        self.preparation = make_preparation(
            self.cv, self.posting, stories=[self.story], text=words.note
        )
        unproven = [{"text": words.role, "kind": "title"}]
        self.proposal = make_proposal(self.preparation, action=words.role, unproven=unproven)
        self.mock = make_mock(self.preparation, words.note)
        self.practised = make_mock(self.preparation, words.note, words.title)
        self.mock_turn = make_mock_turn(self.practised, 1, words.note, points=(4, 2, 3, 3))
        make_mock_turn(self.practised, 2, words.note, points=(3, 1, 3, 3), better=words.note)

    def analysis(self, state):
        AllowanceUse.objects.update(used=0)
        for held in self.user.ai_calls.filter(state="held"):  # one at a time
            allowance.settle(held)
        call = allowance.reserve(self.user, allowance.Feature.CV_ANALYSIS, [])
        version = self.cv.current()
        analysis = Analysis.objects.create(
            version=version,
            posting=self.posting,
            call=call,
            state=state,
            digest=analyse.preview(self.user, version, self.posting).digest,
        )
        if state == "failed":
            Analysis.objects.filter(pk=analysis.pk).update(error="busy")
        return analysis

    def finished_analysis(self):
        """Run for real, against the sandbox."""
        analysis = self.analysis("pending")
        analyse.run(self.user, analysis)
        analysis.refresh_from_db()
        assert analysis.state == "done", analysis.error
        return analysis

    def addresses(self):
        """Pages about the person's own things, by name."""
        application, cv = self.application.public_id, self.cv.public_id
        event = self.application.events.first().public_id
        return {name: reverse(view) for name, view in OF_THE_PERSON.items()} | {
            "application": reverse("applications:page", args=[application]),
            "edit": reverse("applications:edit", args=[application]),
            "posting": reverse("applications:posting", args=[application]),
            "move": reverse("applications:move", args=[application]),
            "end": reverse("applications:end", args=[application]),
            "earlier step": reverse("applications:add_past_step", args=[application]),
            "correct": reverse("applications:correct", args=[application, event]),
            "snooze": reverse("applications:next_snooze", args=[application]),
            "retire": reverse("applications:next_retire", args=[application]),
            "plan a round": reverse("applications:plan_round", args=[application]),
            "round": reverse("applications:round", args=[self.round.public_id]),
            "round edit": reverse("applications:edit_round", args=[self.round.public_id]),
            "contact": reverse("applications:contact", args=[self.contact.public_id]),
            "contact edit": reverse("applications:edit_contact", args=[self.contact.public_id]),
            "tie": reverse("applications:tie", args=[application]),
            "document": reverse("applications:document", args=[self.document.public_id]),
            "new document": reverse("applications:add_document", args=[application]),
            "send": reverse("cv:send", args=[application]),
            "import columns": reverse("applications:import_columns", args=[self.held.public_id]),
            "everything in the table": reverse("applications:table") + "?show=all",
            "CV": reverse("cv:page", args=[cv]),
            "CV version": reverse("cv:version", args=[cv, 1]),
            "CV edit": reverse("cv:edit", args=[cv]),
            "CV export": reverse("cv:export", args=[cv]),
            "CV as one text": reverse("cv:edit_text", args=[cv]),
            "CV title": reverse("cv:rename", args=[cv]),
            "CV versions": reverse("cv:versions", args=[cv]),
            "CV changes": reverse("cv:changes", args=[cv, 2]),
            "CV delete": reverse("cv:delete", args=[cv]),
            "score": reverse("cv:score", args=[cv]),
            "score against a posting": reverse("cv:score", args=[cv]) + f"?for={application}",
            "choose": reverse("cv:choose", args=[application]),
            "tailor choose": reverse("cv:tailor_choose", args=[application]),
            "tailor preview": reverse("cv:tailor_preview", args=[application, cv]),
            "tailoring": reverse("cv:tailoring", args=[self.tailoring.public_id]),
            "preview": reverse("cv:preview", args=[application, cv]),
            "conversation": reverse("coaching:conversation", args=[self.talk.public_id]),
            "conversation choice": reverse("coaching:choose", args=[self.talk.public_id]),
            "conversation title": reverse("coaching:rename", args=[self.talk.public_id]),
            "conversation delete": reverse("coaching:delete", args=[self.talk.public_id]),
            "new letter": reverse("coaching:draft_new", args=[application]),
            "letter": reverse("coaching:draft", args=[self.letter.public_id]),
            "letter by hand": reverse("coaching:draft_edit", args=[self.letter.public_id]),
            "letter's versions": reverse("coaching:draft_versions", args=[self.letter.public_id]),
            "letter's version": reverse("coaching:draft_version", args=[self.letter.public_id, 1]),
            "letter sent": reverse("coaching:draft_send", args=[self.settled_letter.public_id]),
            "letter delete": reverse("coaching:draft_delete", args=[self.letter.public_id]),
            "prepare": reverse("coaching:prepare", args=[application]),
            "preparation": reverse("coaching:preparation", args=[self.preparation.public_id]),
            "story": reverse("coaching:story_edit", args=[self.story.public_id]),
            "story delete": reverse("coaching:story_delete", args=[self.story.public_id]),
            "story check": reverse("coaching:proposal_settle", args=[self.proposal.public_id]),
            "mock question": reverse("coaching:mock", args=[self.mock.public_id]),
            "mock scores": reverse("coaching:mock_turn", args=[self.mock_turn.public_id]),
            "mock report": reverse("coaching:mock", args=[self.practised.public_id]),
            "offers preview": reverse("coaching:offers_preview"),
            "offer": reverse("coaching:offer", args=[self.offer.public_id]),
            "criterion delete": reverse(
                "coaching:delete_criterion", args=[self.criterion.public_id]
            ),
            "remarks": reverse("coaching:offer_comment", args=[self.remarks.public_id]),
            "remarks delete": reverse(
                "coaching:delete_offer_comment", args=[self.remarks.public_id]
            ),
        }


def open_page(page, address):
    """Go there, and be there: a redirect would show another page than was meant."""
    page.goto(address)
    assert page.url.endswith(address), page.url


def analysis_address(analysis):
    return reverse("cv:analysis", args=[analysis.public_id])


def preferences_cookie(origin, **chosen):
    value = quote(urlencode(chosen), safe="=&")
    return {"name": settings.PREFERENCES_COOKIE_NAME, "value": value, "url": origin}


def show_captured(page, text):
    page.goto(reverse("applications:capture"))
    page.locator("[name=pasted]").fill(text)
    page.locator("main form [type=submit]").click()
    page.locator("[name=posting_text]").wait_for()


def show_checked_cv(page, text=""):
    page.goto(reverse("cv:upload"))
    if text:
        page.locator("[name=pasted]").fill(text)
    else:
        pdf = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": realistic_cv_pdf()}
        page.locator("[name=file]").set_input_files(pdf)
    page.locator("main form [type=submit]").click()
    page.locator("[name=markdown]").wait_for()


def show_code_form(page, email):
    page.goto(reverse("account_signup"))
    page.locator("[name=email]").fill(email)
    page.locator("[name=password1]").fill("seven quiet harbours")
    page.locator("[name=is_16_or_older]").check()
    page.locator("[name=accepts_terms]").check()
    page.locator("main form [type=submit]").click()
    page.locator("[name=code]").wait_for()
