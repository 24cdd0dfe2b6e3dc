from messaging.domain.wording.texts.base import Text, html
from messaging.enums import MessageKind as Kind

BOOKED = "Bu e-postayı otelimizde bir rezervasyonunuz olduğu için alıyorsunuz."
BILLED = "Bu e-postayı hesabınızla ilgili olduğu için alıyorsunuz."
INTERNAL = "Bu e-posta otel sistemi tarafından personel için hazırlanmıştır."
GREETING = "@GREETING"
CONTACT = (
    "{if @HOTEL_PHONE}Bir sorunuz ya da isteğiniz mi var? Bu e-postayı yanıtlayabilir veya bizi "
    "arayabilirsiniz: @HOTEL_PHONE. Yardımcı olmaktan memnuniyet duyarız.{else}Bir sorunuz ya da "
    "isteğiniz mi var? Bu e-postayı yanıtlamanız yeterli, memnuniyetle yardımcı oluruz.{end}"
)
TEAM = "Saygılarımızla<br>@HOTEL ekibi"

TEXTS: dict[str, Text] = {
    Kind.CONFIRMATION: Text(
        "Rezervasyonunuz onaylandı: @CODE, @HOTEL",
        html(
            GREETING,
            "Bizi tercih ettiğiniz için teşekkür ederiz. Rezervasyonunuz onaylandı; sizi "
            "ağırlamak için sabırsızlanıyoruz.",
            "{if @ARRIVAL}Giriş tarihiniz: @ARRIVAL.{end}",
            "Odanız saat @CHECK_IN_TIME itibarıyla hazır olacaktır. Ayrılacağınız gün için "
            "boşaltma saati @CHECK_OUT_TIME olarak belirlenmiştir.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CHANGED: Text(
        "Rezervasyonunuz değişti: @CODE, @HOTEL",
        html(
            GREETING,
            "@CODE kodlu rezervasyonunuz değiştirilmiştir. Yeni giriş tarihi: @ARRIVAL, yeni çıkış "
            "tarihi: @DEPARTURE, yeni tutar: @TOTAL.",
            "Önceki giriş tarihi: @OLD_ARRIVAL, önceki çıkış tarihi: @OLD_DEPARTURE, önceki tutar: "
            "@OLD_TOTAL.",
            "Bu değişiklikten haberiniz yoksa lütfen bu e-postayı yanıtlayarak bize hemen "
            "bildirin.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CANCELLATION: Text(
        "Rezervasyonunuz iptal edildi: @CODE, @HOTEL",
        html(
            GREETING,
            "@CODE kodlu rezervasyonunuz iptal edilmiştir."
            "{if @ARRIVAL} Giriş tarihi: @ARRIVAL.{end}",
            "{if @FEE}Rezervasyon koşulları gereği tahsil edilecek iptal bedeli: @FEE.{end}",
            "Bu iptalden haberiniz yoksa lütfen bu e-postayı yanıtlayarak bize hemen bildirin. "
            "Sizi başka bir zaman ağırlamaktan mutluluk duyarız.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.PRE_STAY: Text(
        "Konaklamanız yaklaşıyor: @HOTEL",
        html(
            GREETING,
            "Gelişinize az kaldı! Konaklamanız için her şeyi hazırlıyoruz.",
            "{if @ARRIVAL}Giriş tarihiniz: @ARRIVAL.{end}",
            "Odanız saat @CHECK_IN_TIME itibarıyla sizi bekliyor. Gece geç mi geleceksiniz ya da "
            "özel bir isteğiniz mi var? Bu e-postaya kısa bir yanıt vermeniz yeterli.",
            "{if @HOTEL_PHONE}Yolda bize ulaşabileceğiniz telefon: @HOTEL_PHONE.{end}",
            "İyi yolculuklar!<br>@HOTEL ekibi",
        ),
        BOOKED,
    ),
    Kind.ARRIVAL: Text(
        "Hoş geldiniz: @HOTEL",
        html(
            GREETING,
            "Beklenen gün geldi: hoş geldiniz! Odanız saat @CHECK_IN_TIME itibarıyla hazır, "
            "resepsiyonumuz sizi bekliyor.",
            "{if @ROOM}Sizin için hazırladığımız oda: @ROOM.{end}",
            "Giriş işlemleri için kimliğinizi yanınızda bulundurmanızı rica ederiz. Daha erken "
            "gelirseniz bagajınızı memnuniyetle emanete alırız.",
            "Keyifli bir konaklama dileriz<br>@HOTEL ekibi",
        ),
        BOOKED,
    ),
    Kind.DEPARTURE: Text(
        "Ayrılmadan önce: @HOTEL",
        html(
            GREETING,
            "Konaklamanız bugün sona eriyor. Odadan son çıkış saati: @CHECK_OUT_TIME. Sonrasında "
            "bagajınızı memnuniyetle emanete alırız.",
            "{if @BALANCE}Hesabınızda ödenmemiş tutar: @BALANCE. Ödemeyi dilediğiniz zaman "
            "resepsiyonda yapabilirsiniz.{end}",
            "Sizi ağırlamak bizim için bir zevkti. İyi yolculuklar diler, sizi yeniden görmeyi "
            "umarız.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.POST_STAY: Text(
        "Konaklamanız için teşekkür ederiz: @HOTEL",
        html(
            GREETING,
            "Bizde konakladığınız için teşekkür ederiz. Umarız evinize rahat ulaşmışsınızdır ve "
            "burada geçirdiğiniz günleri keyifle hatırlarsınız.",
            "Neleri beğendiniz, neyi daha iyi yapmalıyız? Yanıtınız doğrudan sizinle ilgilenen "
            "ekibimize ulaşır.",
            "Sizi yeniden ağırlamaktan mutluluk duyarız.",
            TEAM,
        ),
        "Bu e-postayı bizden haber almayı kabul ettiğiniz için alıyorsunuz.",
    ),
    Kind.INVOICE: Text(
        "Faturanız: @INVOICE, @HOTEL",
        html(
            GREETING,
            "@INVOICE numaralı ve @AMOUNT tutarındaki faturanız ektedir. Bizi tercih ettiğiniz "
            "için teşekkür ederiz.",
            "{if @BALANCE}Ödenmemiş tutar: @BALANCE.{end}",
            "Faturada bir yanlışlık görürseniz bu e-postayı yanıtlamanız yeterlidir.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_LINK: Text(
        "Faturanız: @INVOICE, @HOTEL. Online ödeyin",
        html(
            GREETING,
            "@INVOICE numaralı ve @AMOUNT tutarındaki faturanız ektedir. Düğmeye dokunarak "
            "güvenle online ödeyebilirsiniz.",
            "{if @EXPIRES}Bağlantının son geçerlilik zamanı: @EXPIRES. Süresi dolduysa açılan "
            "sayfa size yenisini sunar.{end}",
            "Ödemeyi daha önce yaptıysanız başka bir işleme gerek yoktur.",
            TEAM,
        ),
        BILLED,
        button="Şimdi öde",
    ),
    Kind.RECEIPT: Text(
        "Ödemeniz alındı: @HOTEL",
        html(
            GREETING,
            "Teşekkür ederiz: @AMOUNT tutarındaki ödemeniz alınmıştır."
            "{if @INVOICE} Fatura: @INVOICE.{end}",
            "{if @BALANCE}Ödenmemiş tutar: @BALANCE.{end}",
            "Bu e-postayı makbuz olarak saklamanızı rica ederiz.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_NOTICE: Text(
        "Ödeme geldi: @AMOUNT, fatura @INVOICE",
        html(
            "@INVOICE numaralı fatura için online @AMOUNT tutarında ödeme geldi."
            "{if @SURNAME} Ödeyen: @NAME @SURNAME.{end}",
            "{if @ATTENTION}<b>Lütfen kontrol edin:</b> @ATTENTION{end}",
        ),
        INTERNAL,
        button="Faturayı aç",
    ),
    Kind.PAYMENT_TROUBLE: Text(
        "Online ödeme, fatura @INVOICE: lütfen kontrol edin",
        html(
            "<b>@ATTENTION</b>",
            "Konu: @INVOICE numaralı fatura için @AMOUNT{if @SURNAME}, ödeyen @NAME @SURNAME{end}. "
            "Kendiliğinden hiçbir kayıt yapılmadı.",
        ),
        INTERNAL,
        button="Ödemeyi aç",
    ),
    Kind.CLOSING_REPORT: Text(
        "Gün sonu: @BUSINESS_DATE, @HOTEL",
        html(
            "Günaydın,",
            "@BUSINESS_DATE tarihli gün kapatıldı. {if @REPORTS}Raporlar ektedir: @REPORTS.{end}",
            "İyi çalışmalar dileriz.",
        ),
        INTERNAL,
        button="Raporları aç",
    ),
    Kind.ACCOUNT_TEST: Text(
        "Gönderen hesabı denemesi: @ACCOUNT",
        html(
            "Bu e-posta @HOTEL için tanımlı @ACCOUNT adlı gönderen hesabını denemek üzere "
            "gönderildi.",
            "Size ulaştığına göre hesap çalışıyor.",
        ),
        INTERNAL,
        button="Hesapları aç",
    ),
}
