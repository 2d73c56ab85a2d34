"""Customers, interactions, answers and asking for other systems, through the pages' services."""

from django.urls import path

from surveys.api.answers import FollowUpDetail, FollowUpList, ResponseDetail, ResponseList
from surveys.api.customers import (
    CustomerDetail,
    CustomerEverything,
    CustomerList,
    SuppressionList,
)
from surveys.api.interactions import InteractionDetail, InteractionList, OutcomeRecordList
from surveys.api.surveys import DecisionList, DeliveryList, SurveyDetail, SurveyList

urlpatterns = [
    path("customers/", CustomerList.as_view(), name="customer-list"),
    path("customers/<int:pk>/", CustomerDetail.as_view(), name="customer-detail"),
    path(
        "customers/<int:pk>/everything/", CustomerEverything.as_view(), name="customer-everything"
    ),
    path("suppressions/", SuppressionList.as_view(), name="suppression-list"),
    path("interactions/", InteractionList.as_view(), name="interaction-list"),
    path("interactions/<int:pk>/", InteractionDetail.as_view(), name="interaction-detail"),
    path("outcome-records/", OutcomeRecordList.as_view(), name="outcome-record-list"),
    path("responses/", ResponseList.as_view(), name="response-list"),
    path("responses/<int:pk>/", ResponseDetail.as_view(), name="response-detail"),
    path("follow-ups/", FollowUpList.as_view(), name="followup-list"),
    path("follow-ups/<int:pk>/", FollowUpDetail.as_view(), name="followup-detail"),
    path("surveys/", SurveyList.as_view(), name="survey-list"),
    path("surveys/<int:pk>/", SurveyDetail.as_view(), name="survey-detail"),
    path("decisions/", DecisionList.as_view(), name="decision-list"),
    path("deliveries/", DeliveryList.as_view(), name="delivery-list"),
]
