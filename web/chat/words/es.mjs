/** The page's own sentences in Spanish. */

export const es = {
  bot: "El bot",
  signIn: "Iniciar sesión",
  cannotShow: (kind) => `(Esta página no puede mostrar una parte de tipo «${kind}».)`,
  page: { opening: "Abriendo el chat…", tryAgain: "Reintentar" },

  offline: "No tiene conexión a internet. La página se conectará cuando vuelva; lo que escriba se conserva.",
  noTicket: {
    0: "No hay conexión con el chat. La página lo intenta de nuevo por sí sola; lo que escriba se conserva.",
    400: "No se ha podido abrir el chat: esta página lo ha pedido mal. Vuelva a cargar la página.",
    401:
      "No se ha podido abrir el chat: su sesión ya no es válida. " +
      "Inicie sesión de nuevo y vuelva a cargar la página.",
    403:
      "No se ha podido abrir el chat: no está permitido en esta dirección web. " +
      "Quien administra esta página puede permitirlo.",
    404:
      "No se ha podido abrir el chat: no hay ninguno con este nombre. " +
      "Quien administra esta página puede configurarlo.",
    429:
      "El chat está muy ocupado. La página lo intenta de nuevo por sí sola en un momento; " +
      "lo que escriba se conserva.",
  },
  trouble: "El chat tiene un problema. La página lo intenta de nuevo por sí sola; lo que escriba se conserva.",

  errors: {
    __proto__: null,
    empty: "No había nada que enviar.",
    too_long: "Su mensaje es demasiado largo. Acórtelo y envíelo de nuevo.",
    too_old: "Un mensaje de hace más de un día no se pudo enviar. Envíelo de nuevo si aún importa.",
    moved: "Ha empezado una conversación nueva. Un mensaje que escribió antes no se ha enviado.",
    expired: "Su sesión ha terminado. La página se conecta de nuevo por sí sola.",
    forbidden: "Esta conversación es de otra persona. Vuelva a cargar la página.",
    unavailable: "No se ha podido recibir en este momento. Envíelo de nuevo.",
    unanswered: "Lo siento, no se ha podido responder y no se ha guardado nada. Dígalo de nuevo más tarde.",
  },
  notKept:
    "Su navegador no deja que esta página conserve nada. " +
    "Si la cierra o la vuelve a cargar, empezará una conversación nueva.",
  notSent: "No se ha podido enviar su mensaje.",
  wrong: "Algo ha fallado. Inténtelo de nuevo.",
  tooLong: (count, limit) =>
    `Su mensaje tiene ${count} caracteres; el máximo es ${limit}. Acórtelo y envíelo de nuevo.`,
};
