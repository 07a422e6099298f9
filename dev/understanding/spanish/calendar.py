"""The calendar in Spanish: its words, and what dates look like."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dev.understanding import dated
from dev.understanding.calendar_days import SATURDAY, easter, nth_weekday
from dev.understanding.calendar_words import CalendarWords
from dev.understanding.dated import Dated, Holiday
from dev.understanding.phrases import any_of, phrase
from dev.understanding.spanish.numbers import number_at
from dev.understanding.spanish.units import UNITS

_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
MONTHS = {name: number for number, name in enumerate(_MONTHS.split(), 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"setiembre": 9, "sept": 9}
_WEEKDAYS = "lunes martes miercoles jueves viernes sabado domingo"
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAYS.split())}
# "Mar" is rather the sea, or March.
_SHORT = {name[:3]: number for name, number in WEEKDAYS.items() if name != "martes"}
_NEAR = {"hoy": 0, "manana": 1, "ayer": -1, "anoche": -1, "anteayer": -2, "antier": -2}
_RANKS = {"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "ultimo": 0}


def _beside_easter(days: int) -> Holiday:
    return lambda year: easter(year) + timedelta(days=days)


_HOLIDAYS = {
    "navidad": dated.every_year(12, 25),
    "navidades": dated.every_year(12, 25),
    "nochebuena": dated.every_year(12, 24),
    "noche buena": dated.every_year(12, 24),
    "nochevieja": dated.every_year(12, 31),
    "noche vieja": dated.every_year(12, 31),
    "fin de ano": dated.every_year(12, 31),
    "ano viejo": dated.every_year(12, 31),
    "ano nuevo": dated.every_year(1, 1),
    "dia de reyes": dated.every_year(1, 6),
    "reyes magos": dated.every_year(1, 6),
    "san valentin": dated.every_year(2, 14),
    "dia del trabajo": dated.every_year(5, 1),
    "dia del trabajador": dated.every_year(5, 1),
    "dia del pilar": dated.every_year(10, 12),
    "dia de la hispanidad": dated.every_year(10, 12),
    "dia de la raza": dated.every_year(10, 12),
    "halloween": dated.every_year(10, 31),
    "todos los santos": dated.every_year(11, 1),
    "dia de muertos": dated.every_year(11, 2),
    "dia de los muertos": dated.every_year(11, 2),
    "dia de la constitucion": dated.every_year(12, 6),
    "la inmaculada": dated.every_year(12, 8),
    "domingo de ramos": _beside_easter(-7),
    "jueves santo": _beside_easter(-3),
    "viernes santo": _beside_easter(-2),
    "pascua": easter,
    "domingo de pascua": easter,
    "domingo de resurreccion": easter,
    "accion de gracias": lambda year: nth_weekday(year, 11, 3, 4),
}
_BEFORE = """
    el los en de del desde al a para hasta este esta proximo proxima entre dia llegada entrada salida llegando
    entrando saliendo fecha sobre hacia
"""
_AFTER = """
    a al hasta y e o en por para con de del si que no me mi nos quiero quisiera querria queremos necesito
    gracias favor esta estaria va vale llego llegamos salgo salimos saliendo volviendo regresando pero sino
    mejor como a mas entonces - noches
"""
_THINGS = """
    persona personas adulto adultos adultas nino ninos nina ninas hijo hijos hijas huesped huespedes invitado
    invitados amigo amigos amigas pareja parejas hombre hombres mujer mujeres habitacion habitaciones cuarto
    cuartos recamara recamaras pieza piezas cama camas noche noches dia dias semana semanas meses hora
    horas h hs hrs minuto minutos min am pm dolar dolares usd euro euros eur libra libras peso pesos estrella
    estrellas billete billetes boleto boletos entradas mesa mesas plaza plazas vez veces mas otros otras suite
    suites individual individuales doble dobles sencilla sencillas hoteles hotel ano anos milla millas km
    kilometros quincena quincenas piso planta
"""
_RANKED = "piso planta calle avenida opcion persona habitacion cuarto ano cumpleanos aniversario mercado cena"
_NEVER = """
    banana manzana mayor junto junta marco abrir abrio angosto vienes partes artes mares lunas salado sacado
    julia julian junior genero entero mario cabado bienes viene marte marca marzal mayas majo montana nuevo
    nueves juegos juego huevos julieta martin martina augusto gusto
    noche noches
"""
_RATED = "valorado valorada valoracion puntuacion nota calificacion resenas opiniones"
_SPELT_OUT: Mapping[str, Callable[..., Dated | None]] = {
    "[el] [{weekday}] [el] [dia] {day} [de] {month} [{year}]": dated.of_month,
    "[el] [{weekday}] [el] [dia] {day} [de] {month} de|del {year}": dated.of_month,
    "[{weekday}] {month} {day} [{year}]": dated.of_month,
    "{month} {day} de|del {year}": dated.of_month,
    "[el] [{weekday}] [el] [dia] {nth}": dated.of_any_month,
    "[el] [dia] {nth} de este mes": dated.of_month_after(0),
    "[el] [dia] {nth} del mes|corriente": dated.of_month_after(0),
    "[el] [dia] {nth} del proximo mes": dated.of_month_after(1),
    "[el] [dia] {nth} del mes que viene": dated.of_month_after(1),
    "[el] [dia] {nth} del mes proximo|siguiente|entrante": dated.of_month_after(1),
    "[el] [dia] [de] {holiday} [{year}]": dated.holiday,
    "[el] [dia] [de] {holiday} de|del {year}": dated.holiday,
}
_FROM_TODAY: Mapping[str, Callable[..., Dated | None]] = {
    "{near}": dated.near,
    "esta [misma] manana|tarde|noche": dated.fixed(0),
    "hoy mismo|dia": dated.fixed(0),
    "pasado manana": dated.fixed(2),
    "antes de ayer": dated.fixed(-2),
    "dentro de {span}": dated.later,
    "de aqui|hoy a|en {span}": dated.later,
    "en {span}": dated.later,
    "hace {span}": dated.earlier,
    "{span} despues de|del {anchor}": dated.later,
    "{span} antes de|del {anchor}": dated.earlier,
    "[el] dia despues|siguiente de|del|a|al {anchor}": dated.next_to(1),
    "[el] dia antes|anterior de|del|a|al {anchor}": dated.next_to(-1),
    "de|del {anchor} en ocho [dias]": dated.next_to(7),
}
_NEXT_WEEK = ("de la semana que viene", "de la proxima semana", "de la semana proxima|siguiente|entrante")
_WEEKS: Mapping[str, Callable[..., Dated | None]] = {
    "[el] {weekday}": dated.coming,
    "este [mismo] {weekday}": dated.this,
    "[el|este] proximo {weekday}": dated.coming,
    "[el|este] {weekday} que viene": dated.coming,
    "[el|este] {weekday} proximo|siguiente|entrante": dated.coming,
    "[el] {weekday} de esta semana": dated.of_week(0),
    "esta semana el {weekday}": dated.of_week(0),
    **{f"[el] {{weekday}} {week}": dated.of_week(1) for week in _NEXT_WEEK},
    **{f"{week.removeprefix('de ')} el {{weekday}}": dated.of_week(1) for week in _NEXT_WEEK},
    "este|el fin de semana": dated.weekend(0),
    "este|el finde": dated.weekend(0),
    "[el] proximo finde": lambda *, today: dated.coming(today=today, weekday=SATURDAY),
    "[el] proximo fin de semana": lambda *, today: dated.coming(today=today, weekday=SATURDAY),
    "[el|este] finde que viene": lambda *, today: dated.coming(today=today, weekday=SATURDAY),
    "[el|este] fin de semana que viene": lambda *, today: dated.coming(today=today, weekday=SATURDAY),
    "[el] fin de semana proximo|siguiente": lambda *, today: dated.coming(today=today, weekday=SATURDAY),
}


def _ranked(rank: int) -> Callable[..., Dated | None]:
    """Give what "el primer viernes de mayo" means."""

    def means(*, today: date, weekday: int, month: int, year: int | None = None) -> Dated | None:
        return dated.ranked(today=today, rank=rank, weekday=weekday, month=month, year=year)

    return means


def _of_next_month(day: int) -> Callable[..., Dated | None]:
    return lambda *, today: dated.of_month_after(1)(today=today, nth=day)


_NEXT_MONTH = ("del mes que viene", "del proximo mes", "del mes proximo|siguiente|entrante")
_MONTHS_OF: Mapping[str, Callable[..., Dated | None]] = {
    **{
        f"[el] {name} {{weekday}} de {{month}} [{year}]": _ranked(rank)
        for name, rank in _RANKS.items()
        for year in ("{year}", "de {year}")
    },
    "[a] finales|fines|final de {month} [{year}]": dated.end_of,
    "[el] ultimo dia de {month} [{year}]": dated.end_of,
    "[a] finales|fines|final|fin de [este] mes": dated.end_of_month(0),
    "[a] finales|fines|final|fin del mes": dated.end_of_month(0),
    "[el] ultimo dia del mes": dated.end_of_month(0),
    **{f"[a] finales|fines|final|fin {month}": dated.end_of_month(1) for month in _NEXT_MONTH},
    **{f"[a] principios|comienzos|inicios {month}": _of_next_month(1) for month in _NEXT_MONTH},
    **{f"[a] mediados {month}": _of_next_month(15) for month in _NEXT_MONTH},
    "[a] principios|principio|comienzos|inicios de {month} [{year}]": dated.start_of,
    "[el] primer|primero dia de {month} [{year}]": dated.start_of,
    "[a] mediados de {month} [{year}]": dated.middle_of,
}
_PHRASES = {**_FROM_TODAY, **_SPELT_OUT, **_WEEKS, **_MONTHS_OF}
_TO = ["al|a|hasta|-", "hasta el|al [dia]", "al dia"]
_LEAVING = [
    "hasta",
    "[y|con] salgo|salimos|saliendo|salida|salir|sale|marcho|marchamos [el|en]",
    "[y|con] vuelvo|volvemos|volviendo|vuelta|volver|regreso|regresamos|regresando|regresar [el]",
    "[y] me voy [el]",
    "[y] nos vamos [el]",
]

CALENDAR = CalendarWords(
    months=MONTHS,
    weekdays=WEEKDAYS | _SHORT,
    short=frozenset(_SHORT),
    near=_NEAR,
    ordinals={"primero": 1},
    ordinal_ends=("o", "ro"),
    holidays=_HOLIDAYS,
    units=UNITS,
    number=number_at,
    one=frozenset({"un", "una"}),
    before=frozenset(_BEFORE.split()),
    after=frozenset(_AFTER.split()),
    things=frozenset(_THINGS.split()),
    ranked=frozenset(_RANKED.split()),
    rated=frozenset(_RATED.split()),
    never=frozenset(_NEVER.split()),
    the=frozenset({"el"}),
    day_leads=frozenset({"el", "del", "al", "dia", *WEEKDAYS}),
    not_near_after=frozenset({"la", "esta", "toda", "cada"}),
    staying=frozenset({"por", "durante", "quedarme", "quedarnos", "pasar", "estar"}),
    phrases=tuple(phrase(pattern, means) for pattern, means in _PHRASES.items()),
    to=any_of(_TO),
    leaving=any_of(_LEAVING),
    between=frozenset({"entre"}),
    and_=frozenset({"y", "e"}),
)
