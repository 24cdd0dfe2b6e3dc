from messaging.domain.wording.texts.base import Text, html
from messaging.enums import MessageKind as Kind

BOOKED = "Recibe este mensaje porque tiene una reserva con nosotros."
BILLED = "Recibe este mensaje porque se refiere a su factura."
INTERNAL = "Este mensaje lo ha escrito el sistema del hotel para el personal."
GREETING = "@GREETING"
CONTACT = (
    "{if @HOTEL_PHONE}¿Tiene alguna pregunta o algún deseo? Responda a este mensaje o llámenos al "
    "@HOTEL_PHONE. Le ayudaremos con mucho gusto.{else}¿Tiene alguna pregunta o algún deseo? "
    "Responda a este mensaje y le ayudaremos con mucho gusto.{end}"
)
TEAM = "Un cordial saludo<br>El equipo de @HOTEL"

TEXTS: dict[str, Text] = {
    Kind.CONFIRMATION: Text(
        "Su reserva @CODE en @HOTEL está confirmada",
        html(
            GREETING,
            "Gracias por elegir @HOTEL. Su reserva está confirmada y será un placer "
            "recibirle{if @ARRIVAL} el @ARRIVAL{end}.",
            "La habitación estará lista a partir de las @CHECK_IN_TIME. El día de su salida podrá "
            "disponer de ella hasta las @CHECK_OUT_TIME.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CHANGED: Text(
        "Su reserva @CODE en @HOTEL ha cambiado",
        html(
            GREETING,
            "Su reserva @CODE ha cambiado: ahora es del @ARRIVAL al @DEPARTURE y el precio es de "
            "@TOTAL.",
            "Hasta ahora era del @OLD_ARRIVAL al @OLD_DEPARTURE y el precio era de @OLD_TOTAL.",
            "Si no esperaba este cambio, avísenos enseguida respondiendo a este mensaje.",
            CONTACT,
            TEAM,
        ),
        BOOKED,
    ),
    Kind.CANCELLATION: Text(
        "Su reserva @CODE en @HOTEL está cancelada",
        html(
            GREETING,
            "Su reserva @CODE{if @ARRIVAL} (llegada: @ARRIVAL){end} ha sido cancelada.",
            "{if @FEE}Según las condiciones de la reserva, se aplican unos gastos de cancelación "
            "de @FEE.{end}",
            "Si no lo esperaba, avísenos enseguida respondiendo a este mensaje. Nos encantará "
            "recibirle en otra ocasión.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.PRE_STAY: Text(
        "Se acerca su estancia en @HOTEL",
        html(
            GREETING,
            "Ya falta poco: le esperamos el @ARRIVAL y lo tendremos todo listo para su estancia.",
            "La habitación estará a su disposición a partir de las @CHECK_IN_TIME. ¿Llegará tarde "
            "por la noche o necesita algo especial? Basta con que responda a este mensaje.",
            "{if @HOTEL_PHONE}Durante el viaje nos encontrará en el @HOTEL_PHONE.{end}",
            "¡Buen viaje!<br>El equipo de @HOTEL",
        ),
        BOOKED,
    ),
    Kind.ARRIVAL: Text(
        "Le damos la bienvenida a @HOTEL",
        html(
            GREETING,
            "Hoy es el día: ¡le damos la bienvenida a @HOTEL! Su habitación está lista a partir de "
            "las @CHECK_IN_TIME y la recepción le espera.",
            "{if @ROOM}Le hemos preparado la habitación @ROOM.{end}",
            "Tenga a mano su documento de identidad al registrarse. Si llega antes, guardaremos "
            "su equipaje con mucho gusto.",
            "Que disfrute de su estancia<br>El equipo de @HOTEL",
        ),
        BOOKED,
    ),
    Kind.DEPARTURE: Text(
        "Antes de dejar @HOTEL",
        html(
            GREETING,
            "Hoy termina su estancia con nosotros. La habitación es suya hasta las "
            "@CHECK_OUT_TIME; después podemos guardarle el equipaje.",
            "{if @BALANCE}En su cuenta quedan @BALANCE por pagar. Puede abonarlos en la recepción "
            "cuando lo desee.{end}",
            "Ha sido un placer tenerle aquí. Le deseamos un buen regreso y esperamos verle pronto.",
            TEAM,
        ),
        BOOKED,
    ),
    Kind.POST_STAY: Text(
        "Gracias por su estancia en @HOTEL",
        html(
            GREETING,
            "Gracias por alojarse con nosotros. Esperamos que haya tenido un buen regreso y que "
            "guarde un buen recuerdo de sus días en @HOTEL.",
            "¿Qué le gustó y qué deberíamos mejorar? Su respuesta llega directamente a las "
            "personas que le atendieron.",
            "Será un placer recibirle de nuevo.",
            TEAM,
        ),
        "Recibe este mensaje porque aceptó recibir noticias nuestras.",
    ),
    Kind.INVOICE: Text(
        "Su factura @INVOICE de @HOTEL",
        html(
            GREETING,
            "Adjuntamos la factura @INVOICE por un importe de @AMOUNT. Gracias por su visita.",
            "{if @BALANCE}Quedan @BALANCE por pagar.{end}",
            "Si algo en la factura no es correcto, responda simplemente a este mensaje.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_LINK: Text(
        "Su factura @INVOICE de @HOTEL: pague en línea",
        html(
            GREETING,
            "Adjuntamos la factura @INVOICE por un importe de @AMOUNT. Con el botón puede pagarla "
            "en línea con toda seguridad.",
            "{if @EXPIRES}El enlace es válido hasta el @EXPIRES. Si ha caducado, la página le "
            "ofrecerá uno nuevo.{end}",
            "Si ya ha pagado, no tiene que hacer nada más.",
            TEAM,
        ),
        BILLED,
        button="Pagar ahora",
    ),
    Kind.RECEIPT: Text(
        "Hemos recibido su pago a @HOTEL",
        html(
            GREETING,
            "Gracias: hemos recibido su pago de @AMOUNT{if @INVOICE} de la factura @INVOICE{end}.",
            "{if @BALANCE}Quedan @BALANCE por pagar.{end}",
            "Conserve este mensaje como justificante.",
            TEAM,
        ),
        BILLED,
    ),
    Kind.PAYMENT_NOTICE: Text(
        "Pago de @AMOUNT de la factura @INVOICE",
        html(
            "Ha llegado en línea un pago de @AMOUNT de la factura @INVOICE"
            "{if @SURNAME} a nombre de @NAME @SURNAME{end}.",
            "{if @ATTENTION}<b>Conviene revisarlo:</b> @ATTENTION{end}",
        ),
        INTERNAL,
        button="Abrir la factura",
    ),
    Kind.PAYMENT_TROUBLE: Text(
        "Pago en línea de la factura @INVOICE: conviene revisarlo",
        html(
            "<b>@ATTENTION</b>",
            "Se trata de @AMOUNT de la factura @INVOICE{if @SURNAME} de @NAME @SURNAME{end}. "
            "No se ha contabilizado nada automáticamente.",
        ),
        INTERNAL,
        button="Abrir el pago",
    ),
    Kind.CLOSING_REPORT: Text(
        "Cierre del @BUSINESS_DATE en @HOTEL",
        html(
            "Buenos días:",
            "La fecha @BUSINESS_DATE está cerrada. "
            "{if @REPORTS}Adjuntamos los informes: @REPORTS.{end}",
            "Que tengan un buen día.",
        ),
        INTERNAL,
        button="Abrir los informes",
    ),
    Kind.ACCOUNT_TEST: Text(
        "Prueba de la cuenta de envío @ACCOUNT",
        html(
            "Este mensaje se ha enviado para probar la cuenta de envío @ACCOUNT de @HOTEL.",
            "Ha llegado, así que la cuenta funciona.",
        ),
        INTERNAL,
        button="Abrir las cuentas",
    ),
}
