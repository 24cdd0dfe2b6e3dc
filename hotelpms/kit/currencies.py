"""The currencies of ISO 4217 and their decimals: for rounding, forms, print and payment providers.

The decimals are those of the column "minor unit" in List One of ISO 4217, as SIX publishes it for
ISO (https://www.six-group.com/en/products-services/financial-information/data-standards.html).
Babel knows other ones: CLDR tells how many are usual in shops, none for RSD, ALL or IQD, while an
invoice and a payment provider count as ISO 4217 does.

Left out are funds, metals and the codes for tests, in which no hotel has its prices.
"""

# Whole units.
WHOLE = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
)

# Hundredths.
CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP
SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
"""
HUNDREDTHS = tuple(CODES.split())

# Thousandths.
THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")

DIGITS = dict.fromkeys(WHOLE, 0) | dict.fromkeys(HUNDREDTHS, 2) | dict.fromkeys(THOUSANDTHS, 3)
CURRENCIES = tuple(sorted(DIGITS))


def digits(currency: str) -> int:
    """Return the decimals of an amount in this currency: EUR 2, JPY 0, KWD 3.

    A code that is not in the table counts in hundredths, as most do: no hotel can choose it, but
    the event of a payment provider may name it.
    """
    return DIGITS.get(currency, 2)
