from messaging.models.account import SenderAccount
from messaging.models.message import DeliveryEvent, Message, MessageAttachment
from messaging.models.template import Template, TemplateVersion

__all__ = [
    "DeliveryEvent",
    "Message",
    "MessageAttachment",
    "SenderAccount",
    "Template",
    "TemplateVersion",
]
