from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.keys.secrets import EncryptedTextField
from hotelpms.kit.models import Document, Leased
from messaging.enums import (
    WAITING_STATES,
    Channel,
    DeliveryEventKind,
    Lane,
    MessageKind,
    MessageState,
)
from messaging.models.account import SenderAccount
from messaging.models.template import TemplateVersion


class Message(Leased):
    """One message to one recipient, written before it is sent: the row is the queue.

    `dedupe_key` names the occasion (rule, stay, recipient, occurrence), never the run, so
    that asking twice queues once. The context and the template version are stored, the
    rendered text only when it was sent. `reason_type` and `reason_id` name what the
    message is about, so that it can be cancelled when its reason disappears.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind.choices)
    channel = models.CharField(
        _("channel"), max_length=8, choices=Channel.choices, default=Channel.EMAIL
    )
    lane = models.PositiveSmallIntegerField(choices=Lane.choices, default=Lane.TRANSACTIONAL)
    dedupe_key = models.CharField(max_length=200, unique=True)
    reason_type = models.CharField(max_length=30, blank=True)
    reason_id = models.BigIntegerField(null=True, blank=True)

    profile = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    to_address = models.CharField(_("to"), max_length=254)
    to_name = models.CharField(_("name"), max_length=260, blank=True)
    language = models.CharField(_("language"), max_length=8)
    template_version = models.ForeignKey(
        TemplateVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    context = models.JSONField(default=dict)
    facts = models.JSONField(default=list)
    # A payment link is a key to a page: readable in the mail, not in the table.
    action_url = EncryptedTextField(blank=True, default="")

    state = models.CharField(
        _("state"), max_length=10, choices=MessageState.choices, default=MessageState.QUEUED
    )
    why = models.TextField(_("reason"), blank=True)
    attempt_count = models.PositiveIntegerField(_("tries"), default=0)
    # How often the mail server may have taken it without saying so: once at most, then a person
    # decides.
    unknown_outcomes = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("queued"))
    due_at = models.DateTimeField(_("due"))
    expires_at = models.DateTimeField(_("no longer useful after"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # Set in its own commit before the mail server gets the message. A lease that ends
    # without it was never begun and simply goes back into the queue.
    handed_over_at = models.DateTimeField(null=True, blank=True)

    account = models.ForeignKey(
        SenderAccount, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    message_id = models.CharField("Message-ID", max_length=200)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    source = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    resend_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="resends"
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | ~Q(state=MessageState.SENT),
                name="sent_message_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENDING) | Q(lease_token=""),
                name="only_a_message_being_sent_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MessageState.SENDING, MessageState.STUCK])
                | Q(handed_over_at__isnull=True),
                name="only_an_open_outcome_keeps_its_handing_over",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lane", "due_at", "id"],
                name="messages_waiting",
                condition=Q(state__in=WAITING_STATES),
            ),
            models.Index(
                fields=["leased_until"],
                name="messages_leased",
                condition=Q(state=MessageState.SENDING),
            ),
            models.Index(fields=["hotel", "-id"], name="messages_of_a_hotel"),
            models.Index(fields=["reason_type", "reason_id"], name="messages_about_something"),
            models.Index(fields=["profile", "-id"], name="messages_of_a_profile"),
            models.Index(
                fields=["account", "sent_at"],
                name="messages_sent_by_an_account",
                condition=Q(state=MessageState.SENT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class MessageAttachment(models.Model):
    """A stored document that goes with a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "document"], name="a_document_is_attached_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryEvent(models.Model):
    """What became of a message after it was handed over; a row per event, never edited."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("event"), max_length=12, choices=DeliveryEventKind.choices)
    at = models.DateTimeField(_("at"))
    detail = models.TextField(_("detail"), blank=True)
    provider_event_id = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("delivery event")
        verbose_name_plural = _("delivery events")
        constraints = [
            models.UniqueConstraint(
                fields=["provider_event_id"],
                condition=~Q(provider_event_id=""),
                name="a_provider_event_is_taken_once",
            )
        ]
        indexes = [models.Index(fields=["message", "id"], name="events_of_a_message")]

    def __str__(self) -> str:
        return self.get_kind_display()
