"""The ground floor: clock, money, periods, locks, audit, documents. It knows nothing of hotels."""
