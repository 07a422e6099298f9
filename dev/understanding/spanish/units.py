"""Units of time in Spanish, as people spell them."""

_SAID = {
    "minute": "minuto minutos min",
    "hour": "hora horas",
    "day": "dia dias",
    "night": "noche noches noxe noxes nohce nohces nocje nochs",
    "week": "semana semanas semanita sem",
    "fortnight": "quincena quincenas",
    "month": "mes meses",
    "year": "ano anos",
}
UNITS = {word: unit for unit, words in _SAID.items() for word in words.split()}
