"""Parts that say the same to everybody are rendered once in each language."""

from django.template import Context, Template
from django.utils.translation import override

MENU = '{% load trackr %}{% shared "partials/_more_menu.html" %}'


def menu(**context):
    return Template(MENU).render(Context(context))


def test_shared_part_speaks_the_language_of_each_reader():
    with override("uk"):
        ukrainian = menu()
    with override("en"):
        english = menu()
    assert "Insights" in english
    assert "Insights" not in ukrainian
    assert "Висновки" in ukrainian


def test_shared_part_knows_nothing_of_who_asked_first(alice):
    first = menu(user=alice, csrf_token="canary-token", csp_nonce="canary-nonce")
    assert first == menu()
    assert "canary" not in first
    assert alice.email not in first
