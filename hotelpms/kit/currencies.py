"""The digits of currencies, in one place for rounding, forms, print and payment providers.

ISO 4217 counts most currencies in hundredths. CLDR, which Babel follows, leaves the hundredths
out where nobody uses the coins any more; a column with two decimals and an invoice may not.
"""

from babel.numbers import get_currency_precision

# Legal tender that ISO 4217 counts in hundredths. A test holds the list against Babel's.
CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP
SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
"""
HUNDREDTHS = tuple(CODES.split())


def digits(currency: str) -> int:
    """Return the decimals of an amount in this currency: EUR 2, JPY 0, KWD 3."""
    return 2 if currency in HUNDREDTHS else get_currency_precision(currency)
