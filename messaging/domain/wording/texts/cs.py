from messaging.domain.wording.texts.base import Text, html
from messaging.enums import MessageKind as Kind

BOOKED = "Tento e-mail dostáváte, protože u nás máte rezervaci."
BILLED = "Tento e-mail dostáváte, protože se týká vašeho účtu."
INTERNAL = "Tento e-mail napsal hotelový systém pro zaměstnance."
GREETING = "@GREETING"
CONTACT = (
    "{if @HOTEL_PHONE}Máte otázku nebo přání? Odpovězte na tento e-mail nebo nám zavolejte na "
    "@HOTEL_PHONE. Rádi vám pomůžeme.{else}Máte otázku nebo přání? Stačí odpovědět na tento "
    "e-mail. Rádi vám pomůžeme.{end}"
)
TEAM = "Srdečně zdraví<br>tým @HOTEL"

TEXTS: dict[str, Text] = {
    Kind.CONFIRMATION: Text(
        "Vaše rezervace @CODE je potvrzena – @HOTEL",
        html(
            GREETING,
            "děkujeme, že jste si vybrali @HOTEL. Vaše rezervace je potvrzena a těšíme se na vás.",
            "{if @ARRIVAL}Den příjezdu: @ARRIVAL.{end}",
            "Pokoj bude připraven od @CHECK_IN_TIME. V den odjezdu je vám k dispozici do "
            "@CHECK_OUT_TIME.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CHANGED: Text(
        "Vaše rezervace @CODE se změnila – @HOTEL",
        html(
            GREETING,
            "vaše rezervace @CODE byla změněna. Nově platí: příjezd @ARRIVAL, odjezd @DEPARTURE, "
            "cena @TOTAL.",
            "Dosud platilo: příjezd @OLD_ARRIVAL, odjezd @OLD_DEPARTURE, cena @OLD_TOTAL.",
            "Pokud jste tuto změnu nečekali, dejte nám prosím hned vědět odpovědí na tento e-mail.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CANCELLATION: Text(
        "Vaše rezervace @CODE je zrušena – @HOTEL",
        html(
            GREETING,
            "vaše rezervace @CODE byla zrušena.{if @ARRIVAL} Původní den příjezdu: @ARRIVAL.{end}",
            "{if @FEE}Podle podmínek rezervace účtujeme storno poplatek @FEE.{end}",
            "Pokud vás tato zpráva překvapila, dejte nám prosím hned vědět odpovědí na tento "
            "e-mail. Rádi vás přivítáme jindy.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.PRE_STAY: Text(
        "Váš pobyt se blíží – @HOTEL",
        html(
            GREETING,
            "už to nebude dlouho trvat a budete u nás. Na váš pobyt vše připravujeme.",
            "{if @ARRIVAL}Den příjezdu: @ARRIVAL.{end}",
            "Pokoj na vás čeká od @CHECK_IN_TIME. Přijedete pozdě večer, nebo potřebujete něco "
            "zvláštního? Stačí krátce odpovědět na tento e-mail.",
            "{if @HOTEL_PHONE}Cestou nás zastihnete na čísle @HOTEL_PHONE.{end}",
            "Šťastnou cestu!<br>tým @HOTEL",
        ),
        BOOKED,
    ),
    Kind.ARRIVAL: Text(
        "Vítejte – @HOTEL",
        html(
            GREETING,
            "dnes je ten den: vítejte u nás! Pokoj je připraven od @CHECK_IN_TIME a recepce vás "
            "očekává.",
            "{if @ROOM}Připravili jsme pro vás pokoj @ROOM.{end}",
            "K ubytování si prosím připravte doklad totožnosti. Přijedete-li dříve, rádi vám "
            "uschováme zavazadla.",
            "Přejeme příjemný pobyt<br>tým @HOTEL",
        ),
        BOOKED,
    ),
    Kind.DEPARTURE: Text(
        "Než odjedete – @HOTEL",
        html(
            GREETING,
            "dnes váš pobyt u nás končí. Pokoj je váš do @CHECK_OUT_TIME, potom vám rádi "
            "uschováme zavazadla.",
            "{if @BALANCE}Na vašem účtu zbývá uhradit @BALANCE. Zaplatit můžete kdykoli na "
            "recepci.{end}",
            "Bylo nám potěšením vás hostit. Přejeme šťastnou cestu domů a těšíme se na příště.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.POST_STAY: Text(
        "Děkujeme za váš pobyt – @HOTEL",
        html(
            GREETING,
            "děkujeme, že jste se u nás ubytovali. Doufáme, že jste v pořádku dorazili domů a na "
            "dny u nás rádi vzpomínáte.",
            "Co se vám líbilo a co máme dělat lépe? Vaše odpověď dojde přímo k lidem, kteří se "
            "o vás starali.",
            "Budeme se těšit na další shledání.",
            TEAM,
        ),
        "Tento e-mail dostáváte, protože jste s našimi zprávami souhlasili.",
    ),
    Kind.INVOICE: Text(
        "Vaše faktura @INVOICE – @HOTEL",
        html(
            GREETING,
            "v příloze najdete fakturu @INVOICE na částku @AMOUNT. Děkujeme za vaši návštěvu.",
            "{if @BALANCE}K úhradě zbývá @BALANCE.{end}",
            "Pokud na faktuře něco nesouhlasí, stačí odpovědět na tento e-mail.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_LINK: Text(
        "Vaše faktura @INVOICE – zaplaťte online, @HOTEL",
        html(
            GREETING,
            "v příloze najdete fakturu @INVOICE na částku @AMOUNT. Tlačítkem ji můžete bezpečně "
            "zaplatit online.",
            "{if @EXPIRES}Odkaz platí do: @EXPIRES. Pokud už vypršel, stránka vám nabídne "
            "nový.{end}",
            "Pokud jste už zaplatili, nemusíte nic dělat.",
            TEAM,
        ),
        BILLED,
        button="Zaplatit",
    ),
    Kind.RECEIPT: Text(
        "Vaši platbu jsme přijali – @HOTEL",
        html(
            GREETING,
            "děkujeme, přijali jsme vaši platbu @AMOUNT{if @INVOICE} k faktuře @INVOICE{end}.",
            "{if @BALANCE}K úhradě zbývá @BALANCE.{end}",
            "Tento e-mail si prosím uschovejte jako doklad o platbě.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_NOTICE: Text(
        "Platba @AMOUNT k faktuře @INVOICE",
        html(
            "Online přišla platba @AMOUNT k faktuře @INVOICE"
            "{if @SURNAME}, plátce: @NAME @SURNAME{end}.",
            "{if @ATTENTION}<b>Prosíme o kontrolu:</b> @ATTENTION{end}",
        ),
        INTERNAL,
        button="Otevřít fakturu",
    ),
    Kind.PAYMENT_TROUBLE: Text(
        "Online platba faktury @INVOICE: prosíme o kontrolu",
        html(
            "<b>@ATTENTION</b>",
            "Jde o @AMOUNT za fakturu @INVOICE{if @SURNAME}, plátce @NAME @SURNAME{end}. "
            "Samo se nic nezaúčtovalo.",
        ),
        INTERNAL,
        button="Otevřít platbu",
    ),
    Kind.CLOSING_REPORT: Text(
        "Uzávěrka @BUSINESS_DATE – @HOTEL",
        html(
            "Dobré ráno,",
            "den @BUSINESS_DATE je uzavřen. {if @REPORTS}V příloze jsou sestavy: @REPORTS.{end}",
            "Přejeme hezký den.",
        ),
        INTERNAL,
        button="Otevřít sestavy",
    ),
    Kind.ACCOUNT_TEST: Text(
        "Zkouška odesílacího účtu @ACCOUNT",
        html(
            "Tento e-mail byl odeslán jako zkouška odesílacího účtu @ACCOUNT hotelu @HOTEL.",
            "Dorazil, účet tedy funguje.",
        ),
        INTERNAL,
        button="Otevřít účty",
    ),
}
