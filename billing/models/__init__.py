from billing.models.calls import AiCall, AiConsent, AiSpend
from billing.models.plans import AllowanceUse, Feature, Plan, PlanAllowance
from billing.models.pricing import AiBudget, AiModel, ModelPrice

__all__ = [
    "AiBudget",
    "AiCall",
    "AiConsent",
    "AiModel",
    "AiSpend",
    "AllowanceUse",
    "Feature",
    "ModelPrice",
    "Plan",
    "PlanAllowance",
]
