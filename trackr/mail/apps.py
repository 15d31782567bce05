from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "trackr.mail"
    label = "mail"
