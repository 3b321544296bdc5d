/** Data that the app stores, under keys that begin so: a row of docs/security.md. */
export interface KeptData {
  readonly keys: readonly string[];
  readonly content: string;
  readonly encrypted: string;
  readonly kept: string;
}

/** All data of the framework. `test/framework/integration/monday-uninstall.spec.ts` compares it with a store. */
export const KEPT_DATA: readonly KeptData[] = [
  {
    keys: ['auth/connection/'],
    content:
      "monday's tokens; name and e-mail of the user; names of the account; the user's role; when the user logged in, was warned of the end, and was last confirmed by monday",
    encrypted: 'all except role and times',
    kept: 'until the user disconnects, or the purge after an uninstall',
  },
  {
    keys: ['auth/revocation/'],
    content: 'a token whose revocation at monday is pending',
    encrypted: 'the token',
    kept: 'until monday has revoked it, at most 7 days',
  },
  {
    keys: ['auth/session/'],
    content: 'SHA-256 of a session id; account, user, role; time of the login',
    encrypted: 'no: ids only',
    kept: '30 days, or until logout',
  },
  {
    keys: ['auth/family/'],
    content: 'SHA-256 of the valid refresh token; account, user, role; time of the login',
    encrypted: 'no: ids only',
    kept: '30 days after the last refresh, or until logout',
  },
  {
    keys: ['auth/login/'],
    content: 'SHA-256 of a used state',
    encrypted: 'no',
    kept: '10 minutes',
  },
  {
    keys: ['auth/account/'],
    content: "time of the account's last uninstall; older tokens are invalid",
    encrypted: 'no: ids only',
    kept: 'permanently',
  },
  {
    keys: ['auth/throttle/'],
    content: 'request counters, by a hash of client address and route',
    encrypted: 'no',
    kept: '2 minutes',
  },
  {
    keys: ['account-data/lives/'],
    content:
      'times of installation and uninstall, also of one that is not proven; a record of the purge with the number of deleted records',
    encrypted: 'no: ids only',
    kept: 'permanently',
  },
  {
    keys: ['account-data/known/'],
    content: 'ids of accounts, only on a store that cannot list its keys',
    encrypted: 'no: ids only',
    kept: 'until the purge after an uninstall',
  },
  {
    keys: ['accounts/runs/'],
    content: 'the last account that a run over all accounts has handled',
    encrypted: 'no: ids only',
    kept: 'until the run ends',
  },
  {
    keys: ['account-data/leases/'],
    content: 'lock of an instance that purges an account',
    encrypted: 'no',
    kept: '15 minutes',
  },
  {
    keys: ['storage/'],
    content: 'rows, counters and documents of the account, unchanged',
    encrypted: 'no: put personal data into `SecureStorage`',
    kept: 'until deleted, expired (`ttl`) or purged',
  },
  {
    keys: ['objects/records/'],
    content:
      "name, size, type and time of the account's objects; the bytes are in files of `DATA_DIR/objects`, unchanged",
    encrypted: 'no',
    kept: 'until deleted or purged',
  },
  {
    keys: ['objects/unused/'],
    content: 'files of objects that are being written or were replaced',
    encrypted: 'no: random names only',
    kept: 'a day at most while objects are written',
  },
  {
    keys: ['collections/'],
    content: 'which indexes of a collection contain all documents',
    encrypted: 'no',
    kept: 'permanently',
  },
  {
    keys: ['secure-storage/'],
    content: 'secure values of users and accounts, with who may write one of an account',
    encrypted: 'the values and who may write them',
    kept: 'until deleted or purged',
  },
  {
    keys: ['persistence/owners/'],
    content: "on the vault: the keys of an account's records",
    encrypted: 'no: ids only',
    kept: 'as long as the records',
  },
  {
    keys: ['persistence/home', 'persistence/adopted/'],
    content:
      'on monday code: where the state is; on the Document DB, ids of the accounts whose records were moved from the vault',
    encrypted: 'no: ids only',
    kept: 'permanently',
  },
  {
    keys: [
      'queue/ready/',
      'queue/running/',
      'queue/known/',
      'queue/paused',
      'queue/outbox/',
      'queue/deferred/',
      'queue/pushes/',
    ],
    content: 'pending messages, and ids of published messages',
    encrypted: 'the payloads',
    kept: 'until handled; ids for their idempotency period; the outbox at most 30 days',
  },
  {
    keys: ['queue/dead/'],
    content: 'dead letters, with the code of the cause',
    encrypted: 'the payload',
    kept: '30 days, or until purged',
  },
  {
    keys: ['mail/'],
    content:
      'recipients, subject and status of a mail; its content until the mail is sent or refused, or as long as its dead letter',
    encrypted: 'all except status and times',
    kept: '30 days after the last change, or until purged',
  },
  {
    keys: ['mail-retries/'],
    content: 'mails that wait for another attempt, with their times',
    encrypted: 'no: ids only',
    kept: 'until the mail is sent or fails, or until purged',
  },
  {
    keys: ['mail/rate/'],
    content: 'number of mails of an account in one minute',
    encrypted: 'no',
    kept: '3 minutes',
  },
  {
    keys: ['monday/events/'],
    content: 'data of events that are larger than 64 kB',
    encrypted: 'the data',
    kept: 'until handled, at most 62 days, or until purged',
  },
  {
    keys: ['monday/action-runs/'],
    content: 'the first reply of an action, for repeated deliveries',
    encrypted: 'the reply',
    kept: '24 hours, or until purged',
  },
  {
    keys: ['monday/triggers/'],
    content: 'trigger subscriptions: address and input fields',
    encrypted: 'all',
    kept: 'until unsubscribed or purged',
  },
  {
    keys: ['monday/webhooks/'],
    content: 'ids of webhooks that the app made on a board, with the address of the app',
    encrypted: 'no: ids and an address of the app',
    kept: 'until the webhook is deleted, or until purged',
  },
  {
    keys: ['monday/fired-triggers/'],
    content: 'SHA-256 of an idempotency key that fired a trigger; the number of automations',
    encrypted: 'no: a hash only',
    kept: '30 days, or until purged',
  },
  {
    keys: ['monday/subscriptions/'],
    content: "plan of an account's subscription to the app, as monday said it last",
    encrypted: 'no: no personal data',
    kept: '30 days, or until purged',
  },
  {
    keys: ['monday/budgets/'],
    content: 'number of running calls of an instance for an account',
    encrypted: 'no',
    kept: 'seconds',
  },
  {
    keys: ['cron/'],
    content: 'time of the last run of each scheduled job',
    encrypted: 'no',
    kept: 'permanently',
  },
];
