"""The countries' names in Spanish."""

from dev.understanding.words import key_of, listed

_NAMES = """
    Afganistán; Albania; Alemania; Andorra; Angola; Arabia Saudí; Argelia; Argentina; Armenia; Aruba;
    Australia; Austria; Azerbaiyán; Bahamas; Bangladés; Barbados; Baréin; Bélgica; Belice; Benín;
    Bielorrusia; Birmania; Bolivia; Bosnia y Herzegovina; Botsuana; Brasil; Brunéi; Bulgaria; Burkina
    Faso; Burundi; Bután; Cabo Verde; Camboya; Camerún; Canadá; Catar; Chad; Chequia; Chile; China;
    Chipre; Colombia; Corea del Norte; Corea del Sur; Costa de Marfil; Costa Rica; Croacia; Cuba;
    Dinamarca; Ecuador; Egipto; El Salvador; Emiratos Árabes Unidos; Eritrea; Eslovaquia; Eslovenia;
    España; Estados Unidos; Estonia; Etiopía; Filipinas; Finlandia; Fiyi; Francia; Gabón; Gambia;
    Georgia; Ghana; Granada; Grecia; Groenlandia; Guatemala; Guinea; Guinea Ecuatorial; Guyana; Haití;
    Honduras; Hungría; India; Indonesia; Irak; Irán; Irlanda; Islandia; Israel; Italia; Jamaica; Japón;
    Jordania; Kazajistán; Kenia; Kirguistán; Kosovo; Kuwait; Laos; Lesoto; Letonia; Líbano; Liberia;
    Libia; Liechtenstein; Lituania; Luxemburgo; Macedonia del Norte; Madagascar; Malasia; Malaui;
    Maldivas; Malí; Malta; Marruecos; Mauricio; Mauritania; México; Moldavia; Mónaco; Mongolia;
    Montenegro; Mozambique; Namibia; Nepal; Nicaragua; Níger; Nigeria; Noruega; Nueva Zelanda; Omán;
    Países Bajos; Pakistán; Palestina; Panamá; Papúa Nueva Guinea; Paraguay; Perú; Polonia; Portugal;
    Puerto Rico; Reino Unido; República Democrática del Congo; República Dominicana; Ruanda; Rumanía;
    Rusia; San Marino; Senegal; Serbia; Seychelles; Sierra Leona; Singapur; Siria; Somalia; Sri Lanka;
    Sudáfrica; Sudán; Suecia; Suiza; Surinam; Tailandia; Taiwán; Tanzania; Tayikistán; Togo; Trinidad y
    Tobago; Túnez; Turkmenistán; Turquía; Ucrania; Uganda; Uruguay; Uzbekistán; Venezuela; Vietnam;
    Yemen; Zambia; Zimbabue
"""
_ALSO = {
    "Arabia Saudí": "arabia saudita",
    "Baréin": "bahrein",
    "Catar": "qatar",
    "Chequia": "republica checa",
    "Emiratos Árabes Unidos": "emiratos arabes; los emiratos; eau",
    "Estados Unidos": "eeuu; ee uu; usa; eua; los estados unidos; estados unidos de america",
    "México": "mejico",
    "Nueva Zelanda": "nueva zelandia",
    "Países Bajos": "holanda; los paises bajos",
    "Reino Unido": "inglaterra; escocia; gales; gran bretana; el reino unido; uk",
    "Rumanía": "rumania",
    "Birmania": "myanmar",
}
COUNTRIES = {key_of(name): name for name in listed(_NAMES)}
COUNTRIES |= {other: name for name, others in _ALSO.items() for other in listed(others)}
