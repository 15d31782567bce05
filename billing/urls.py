from django.urls import path

from billing.views import checkout, pricing, subscription, webhook

app_name = "billing"

urlpatterns = [
    path("pricing/", pricing.show, name="pricing"),
    path("billing/", subscription.show, name="page"),
    path("billing/choose/<slug:plan>/<slug:interval>/", checkout.choose, name="choose"),
    path("billing/pay/<uuid:reference>/", checkout.leave, name="leave"),
    path("billing/return/<uuid:reference>/", checkout.come_back, name="return"),
    path("billing/retry/", checkout.retry, name="retry"),
    path("billing/card/", checkout.replace_card, name="replace_card"),
    path("billing/card/mask/", subscription.show_card, name="card"),
    path("billing/cancel/", subscription.cancel, name="cancel"),
    path("billing/resume/", subscription.resume, name="resume"),
    path("billing/change/", subscription.change, name="change"),
    path("billing/withdraw/", subscription.withdraw, name="withdraw"),
    path("billing/receipts/<uuid:reference>/", subscription.receipt, name="receipt"),
    path("webhooks/monobank/", webhook.receive, name="webhook"),
]
