from django.urls import path

from accounts.views import ai, preferences, settings

app_name = "accounts"

urlpatterns = [
    path("settings/", settings.show, name="settings"),
    path("settings/sessions/end/", settings.end_session, name="end_session"),
    path("settings/ai/", ai.show, name="ai"),
    path("settings/ai/switch/", ai.switch, name="switch_ai"),
    path("settings/ai/withdraw/", ai.withdraw, name="withdraw_ai_consent"),
    path("settings/ai/calls/", ai.calls, name="ai_calls"),
    path("preferences/language/", preferences.set_language, name="set_language"),
    path("preferences/theme/", preferences.set_theme, name="set_theme"),
]
