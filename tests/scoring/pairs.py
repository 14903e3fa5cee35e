"""Needs with an offer on their subject in another language, and one on another subject in their own."""

ACROSS_LANGUAGES = [
    (
        ("es", "Ampliar la vacunación infantil contra el sarampión en zonas rurales"),
        "pt",
        "Campanhas de vacinação contra o sarampo para crianças",
        "Ampliar el turismo comunitario en zonas rurales",
    ),
    (
        ("es", "Abastecimiento de agua potable y saneamiento para comunidades rurales"),
        "fr",
        "Approvisionnement en eau potable et assainissement dans les villages",
        "Crédito para comunidades rurales dedicadas a la artesanía",
    ),
    (
        ("es", "Capacitar a técnicos en el control de la roya del café"),
        "en",
        "Coffee rust: surveillance and resistant varieties",
        "Presupuesto participativo para técnicos municipales",
    ),
    (
        ("es", "Electrificación rural con energía solar en escuelas"),
        "fr",
        "Électrification rurale par l'énergie solaire",
        "Convivencia y disciplina en escuelas",
    ),
    (
        ("es", "Diseñar un programa de transferencias monetarias condicionadas"),
        "pt",
        "Transferência condicionada de renda para famílias pobres",
        "Diseñar un programa de normas técnicas de construcción",
    ),
    (
        ("es", "Poner en marcha la acuicultura en lagos del altiplano"),
        "fr",
        "Aquaculture et pisciculture en eau douce",
        "Museos de artesanía del altiplano",
    ),
    (
        ("es", "Atención a mujeres víctimas de violencia doméstica"),
        "pt",
        "Violência doméstica: casas de abrigo e acolhimento",
        "Atención a mujeres exportadoras de café",
    ),
    (
        ("es", "Mejorar la alimentación escolar en el país"),
        "pt",
        "Merenda escolar comprada da agricultura familiar",
        "Mejorar las estadísticas del comercio exterior en el país",
    ),
    (
        ("es", "Modernizar la administración tributaria"),
        "fr",
        "Administration fiscale: recouvrement de l'impôt",
        "Modernizar los puertos del país",
    ),
    (
        ("es", "Reforestación de cuencas degradadas"),
        "en",
        "Reforestation and restoration of degraded forest land",
        "Residuos hospitalarios en cuencas urbanas",
    ),
    (
        ("es", "Compras públicas transparentes por internet"),
        "fr",
        "Marchés publics transparents en ligne",
        "Telemedicina por internet",
    ),
    (
        ("pt", "Combate ao trabalho infantil nas zonas rurais"),
        "es",
        "Erradicación del trabajo infantil",
        "Combate aos incêndios nas zonas rurais",
    ),
    (
        ("pt", "Formação profissional de jovens desempregados"),
        "fr",
        "Formation professionnelle et apprentissage",
        "Saúde mental de jovens estudantes",
    ),
    (
        ("fr", "Réduire la mortalité maternelle dans les districts éloignés"),
        "es",
        "Reducción de la mortalidad materna",
        "Réduire les accidents de la route dans les districts éloignés",
    ),
    (
        ("en", "Early warning system for floods in small towns"),
        "es",
        "Sistema de alerta temprana ante inundaciones",
        "Microcredit for women traders in towns",
    ),
]
