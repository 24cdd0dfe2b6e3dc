from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import edge
from messaging.domain.preferences import preferences
from messaging.domain.wording import compile, keywords, samples
from messaging.domain.wording import render as rendering
from messaging.domain.wording.texts import text_of
from messaging.enums import COMMERCIAL_KINDS
from messaging.forms.texts.wording import WordingForm
from messaging.models import Template
from messaging.views.outbox.sandbox import boxed

SAMPLE_LINK = "https://example.com/"


@requires(Right.MESSAGING_TEMPLATES)
@require_POST
@boxed
def preview(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponseBase:
    """Answer with the mail that the typed wording would make, filled with sample data."""
    row = get_object_or_404(Template, pk=pk, hotel=hotel)
    form = WordingForm(request.POST, kind=row.kind)
    if not form.is_valid():
        return render(request, "mail/preview_mistakes.html", {"form": form}, status=422)
    typed = form.wish()
    compiled = compile.of_text(
        kind=row.kind, code=row.language, hotel=hotel, subject=typed.subject, body=typed.body
    )
    words = keywords.samples(row.kind, row.language)
    own = {name for name, text in compiled.words.items() if text}
    words = {name: text for name, text in words.items() if name not in own}
    facts = samples.facts(row.kind, row.language, hotel)
    url = SAMPLE_LINK if text_of(row.kind, row.language).button else ""
    way_out = preferences.page_without_key() if row.kind in COMMERCIAL_KINDS else ""
    mail = rendering.words_into(compiled, words, facts=facts, url=url, unsubscribe=way_out)
    if edge.sent(request).line("show") == "text":
        return render(request, "mail/preview_text.html", {"mail": mail})
    return HttpResponse(compile.with_logo(mail.html, hotel))
