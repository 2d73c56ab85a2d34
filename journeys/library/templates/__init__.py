"""Journeys of five trades to start from; keys are stable."""

from journeys.library.entries import JourneyTemplate
from journeys.library.templates.b2b_onboarding import B2B_ONBOARDING
from journeys.library.templates.hotel_stay import HOTEL_STAY
from journeys.library.templates.insurance_claim import INSURANCE_CLAIM
from journeys.library.templates.online_purchase import ONLINE_PURCHASE
from journeys.library.templates.support_case import SUPPORT_CASE

TEMPLATES: tuple[JourneyTemplate, ...] = (
    SUPPORT_CASE,
    ONLINE_PURCHASE,
    B2B_ONBOARDING,
    HOTEL_STAY,
    INSURANCE_CLAIM,
)

BY_KEY = {template.key: template for template in TEMPLATES}
