"""Yes, no, and the words that say nothing by themselves."""

from dev.understanding.verdicts import AnswerWords
from dev.understanding.words import listed

_SAYING_NOTHING = """
    a al el la los las un una unos unas lo le les de del en por para con y o u e que es son soy somos estoy
    ser sea sera seria este esta esto ese esa eso me mi mis te tu tus su sus se nos nuestro nuestra yo usted
    ustedes nosotros nosotras hay he ha quiero quisiera queria querria quiere quieren queremos quisieramos
    necesito necesita necesitamos necesitaria gustaria gusta encantaria deseo deseamos puedo puede puedes
    podria podrias podriamos podemos favor tambien pues eh em mmm hum entonces asi ahora solo solamente
    unicamente ya algo algun alguna va voy vamos desde hasta dame deme damelo tengo tenemos tener partir
    porfa porfavor plis -
"""
FILLERS = frozenset(_SAYING_NOTHING.split())
_BESIDE_A_VERDICT = "gracias muchas muchisimas senor senora senorita amigo porfa porfavor plis"
_YES_PHRASES = """
    si; s; sip; sep; vale; venga; claro; claro que si; por supuesto; por supuesto que si; desde luego;
    de acuerdo; ok; okay; okey; oki; correcto; es correcto; esta correcto; todo correcto; exacto;
    exactamente; perfecto; adelante; confirmo; confirmar; confirma; confirmado; confirmada; eso es; asi
    es; eso; esta bien; muy bien; bien; todo bien; genial; estupendo; bueno; dale; sale; orale; como no;
    hazlo; hagalo; reserva; reservar; reservala; reservalo; reservela; reservelo; por favor; que si; si
    quiero; lo confirmo; la confirmo; sin duda; me parece bien; suena bien; esta perfecto; yes
"""
_NO_PHRASES = """
    no; n; nop; nope; no no; que no; para nada; de ninguna manera; de ningun modo; claro que no; por
    supuesto que no; desde luego que no; ahora no; mejor no; todavia no; aun no; creo que no; no quiero;
    no lo quiero; no la quiero; no reserves; no reserve; no la reserves; no lo reserves; no lo hagas; no
    lo haga; no por favor; por favor no; no es correcto; no esta bien; incorrecto; esta mal; mal; ni
    hablar; negativo; nunca; tampoco; no confirmo; no confirmes; no confirmar
"""
# What opens a sentence that goes on: "hola, necesito una habitación", "puedes reservar …".
_OPENING_PHRASES = """
    hola; hola buenas; buenas; buenos dias; buen dia; buenas tardes; buenas noches; hey; ey; oye; oiga;
    disculpa; disculpe; perdon; perdona; perdone; ok; vale; bueno; bien; mira; mire; gracias; por favor;
    si; no; puedes; podrias; puede; podria; me puedes; me podrias; me puede; me podria; se puede;
    espera; espere; entonces
"""
# What is said beside a value that is changed: "mejor cambia la ciudad a Roma".
_CORRECTING = """
    mejor cambia cambie cambiar cambio cambiado pon ponga pongamos perdon perdona espera espere no sino
    lugar vez idea opinion decir quise prefiero preferiria pensado fecha dia ciudad ir digo
"""
# What is said beside a value that is told: "visitamos Roma", "qué tal Roma".
_TELLING = """
    visito visitamos visitar visitando viajo viajamos viajar vuelo volamos volar llego llegamos llegar
    llegaremos llegare vengo venimos iremos ire quedo quedamos quedarme quedarnos quedaremos alojarme
    alojarnos estaremos estare busco buscamos sitio pensaba pensabamos pensando pensado tal seremos total
"""
# What is said between a value and the one that is meant: "París no, Londres", "el viernes, digo, el sábado".
_REPAIRING = "no perdon perdona perdone digo decir sino pero mejor espera espere"


ANSWERS = AnswerWords(
    yes=frozenset(listed(_YES_PHRASES)),
    no=frozenset(listed(_NO_PHRASES)),
    beside=frozenset(_BESIDE_A_VERDICT.split()),
    openings=frozenset(listed(_OPENING_PHRASES)),
    correcting=frozenset(_CORRECTING.split()),
    telling=frozenset(_TELLING.split()),
    repairing=frozenset(_REPAIRING.split()),
    refusing=frozenset({"no"}),
)
