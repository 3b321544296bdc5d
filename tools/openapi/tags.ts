/** The chapters of the document, in their order. */
export const TAGS: Readonly<Record<string, string>> = {
  login: 'Login with monday, and the tokens that it issues.',
  account: "The user's own login and connection.",
  storage: "JSON values and counters of the caller's account.",
  monday: "monday's boards, read through the caller's connection.",
  mail: 'Mails of the account.',
  blocks:
    "Called by monday's automations: actions, triggers and fields. Errors contain the texts that monday shows to users.",
  events: 'Called by monday: events of boards, the app and its features.',
  platform: 'Called by monday code: its queue and its scheduler.',
  operations: 'Public routes: health, metrics and documentation.',
};
