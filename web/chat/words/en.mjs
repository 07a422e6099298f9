/** The page's own sentences in English. */

export const en = {
  bot: "The bot",
  signIn: "Sign in",
  cannotShow: (kind) => `(This page cannot show a part of kind “${kind}”.)`,
  page: { opening: "Opening the chat…", tryAgain: "Try again" },

  offline: "You are offline. The page connects when you are back; what you write is kept.",
  noTicket: {
    0: "There is no connection to the chat. The page tries again by itself; what you write is kept.",
    400: "The chat could not be opened: this page asked for it wrongly. Reload the page.",
    401: "The chat could not be opened: your sign-in is no longer valid. Sign in again, then reload the page.",
    403: "The chat could not be opened: it is not allowed on this web address. Whoever runs this page can allow it.",
    404: "The chat could not be opened: there is none under this name. Whoever runs this page can set it up.",
    429: "The chat is very busy. The page tries again by itself in a moment; what you write is kept.",
  },
  trouble: "The chat has a problem. The page tries again by itself; what you write is kept.",

  errors: {
    __proto__: null,
    empty: "There was nothing to send.",
    too_long: "Your message is too long to be sent. Shorten it and send it again.",
    too_old: "A message of more than a day ago could not be sent since. Send it again if it still matters.",
    moved: "A new conversation has begun. A message you wrote before that was not sent.",
    expired: "Your sign-in has ended. The page connects again by itself.",
    forbidden: "This conversation belongs to somebody else. Reload the page.",
    unavailable: "That could not be taken in just now. Send it again.",
    unanswered: "Sorry, that could not be answered, and nothing of it was kept. Say it again later.",
  },
  notKept: "Your browser lets this page keep nothing. When you close or reload it, you begin a new conversation.",
  notSent: "Your message could not be sent.",
  wrong: "Something went wrong. Try again.",
  tooLong: (count, limit) =>
    `Your message has ${count} characters; ${limit} is the most. Shorten it and send it again.`,
};
