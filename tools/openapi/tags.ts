/** The chapters of the document, in their order. */
export const TAGS: Readonly<Record<string, string>> = {
  login: 'The login with monday, and the tokens that it gives.',
  account: 'What a user does with their own login.',
  storage: "JSON values of the caller's account, and counters.",
  monday: "monday's boards, with the caller's own connection.",
  mail: 'Mails of the account.',
  blocks:
    "Called by monday's automations: actions, triggers and fields. Failures carry what monday shows to users.",
  events: 'Called by monday: events of boards, of the app and of its features.',
  platform: 'Called by monday code: its queue and its scheduler.',
  operations: 'Health and description of the app; open to all.',
};
