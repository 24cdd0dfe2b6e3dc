"""What the demonstration hotel's types and rates are called in the languages of its guests."""

NAMES = {
    "Single room": {
        "es": "Habitación individual",
        "tr": "Tek kişilik oda",
        "cs": "Jednolůžkový pokoj",
    },
    "Double room": {
        "es": "Habitación doble",
        "tr": "Çift kişilik oda",
        "cs": "Dvoulůžkový pokoj",
    },
    "Sea view": {
        "es": "Habitación con vistas al mar",
        "tr": "Deniz manzaralı oda",
        "cs": "Pokoj s výhledem na moře",
    },
    "Suite": {"es": "Suite", "tr": "Süit", "cs": "Apartmá"},
    "Best available rate": {
        "es": "Mejor tarifa disponible",
        "tr": "Günün en iyi fiyatı",
        "cs": "Nejlepší dostupná cena",
    },
    "Non-refundable": {
        "es": "No reembolsable",
        "tr": "İade edilmez",
        "cs": "Nevratná sazba",
    },
    "Half board": {"es": "Media pensión", "tr": "Yarım pansiyon", "cs": "Polopenze"},
}
