"""Azores and Madeira: Código do IVA, article 18, number 3, gives them lower rates.

Azores 16, 9 and 4 % (Decreto Legislativo Regional 15-A/2021/A, from 2021-07-01); Madeira 22, 12
and 5 %, the lowest 4 % from 2024-10-01 (Decreto Legislativo Regional 6/2024/M).
"""

from hotelpms.countries.pt.pack import Portugal, taxes_at
from hotelpms.countries.taxes import rate


class Azores(Portugal):
    zones = ("Atlantic/Azores",)
    subdivision = "20"
    taxes = taxes_at((rate("2015-07-01", "4"),), rate("2021-07-01", "9"), rate("2021-07-01", "16"))


class Madeira(Portugal):
    zones = ("Atlantic/Madeira",)
    subdivision = "30"
    taxes = taxes_at(
        (rate("2012-04-01", "5"), rate("2024-10-01", "4")),
        rate("2016-07-01", "12"),
        rate("2012-04-01", "22"),
    )
