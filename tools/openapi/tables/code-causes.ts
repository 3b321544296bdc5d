/** Why codes occur and what an operator does: texts of docs/troubleshooting.md. */
export interface CodeCause {
  /** Codes of the app; `…` ends one whose suffix varies. */
  readonly codes: readonly string[];
  /** The case in which the row applies, if the codes occur in others too. */
  readonly when?: string;
  readonly why: string;
  readonly action: string;
}

/** The codes of the framework, by the table that lists them. */
export const CODE_CAUSES: Readonly<Record<string, readonly CodeCause[]>> = {
  'causes-login': [
    {
      codes: ['auth.host_unknown'],
      why: '`PUBLIC_URL` is not set, and the browser did not use an address of this machine',
      action: 'Set `PUBLIC_URL` to the address that browsers use',
    },
    {
      codes: ['auth.state_invalid'],
      why: 'The callback arrived after ten minutes, twice, or in another browser; or the cookie was lost because the login started at `localhost` and returned to `127.0.0.1`, or started with http and returned to https',
      action:
        'Start again at `/auth/login`, at the same host. Behind a proxy, set `PUBLIC_URL` to the external address',
    },
    {
      codes: ['auth.callback_invalid'],
      why: 'Somebody opened the callback by hand, or monday sent undocumented parameters',
      action:
        "Start again. If the error persists, inspect the callback URL in the browser's developer tools (the request log contains no query)",
    },
    {
      codes: ['auth.code_invalid'],
      why: 'monday refused the code: it was used, is older than ten minutes, or belongs to another app',
      action:
        'Check that the client ID and the secret belong to the same app, and that the redirect URL is registered',
    },
    {
      codes: ['auth.access_denied'],
      why: 'The user cancelled, or the app is not installed in the account',
      action: 'Ask an admin to install the app',
    },
    {
      codes: ['auth.account_mismatch'],
      why: 'The link belongs to another user or account than the one that is logged in at monday',
      action: 'Switch the account at monday',
    },
    {
      codes: ['auth.return_to_invalid'],
      why: '`return_to` points to an origin that is not allowed',
      action: 'Add the origin to `RETURN_TO_ORIGINS`',
    },
    {
      codes: ['auth.back_to_url_invalid'],
      why: '`backToUrl` does not point to monday',
      action: 'Start again in monday',
    },
    {
      codes: ['oauth.failed', 'oauth.rate_limited', 'oauth.unavailable', 'oauth.timeout'],
      why: 'The token endpoint failed, refused the request, was not available, or was slow',
      action:
        'Read the status in the log line. Check that `MONDAY_OAUTH_TOKEN_PATH` and `MONDAY_OAUTH_FLOW` match the app version (2.1 or legacy)',
    },
  ],
  'causes-tokens': [
    {
      codes: ['auth.required'],
      why: 'No credential',
      action: 'Send `Authorization: Bearer …`, or the session cookie',
    },
    {
      codes: ['auth.token_expired'],
      why: 'The token is older than 15 minutes',
      action: '`POST /auth/refresh`',
    },
    {
      codes: ['auth.token_invalid'],
      why: 'The token was not issued by this app, was signed with a removed key, or has another `JWT_ISSUER` or `JWT_AUDIENCE`',
      action: 'After a rotation, keep the old key in `JWT_KEYS` for a day',
    },
    {
      codes: ['auth.token_revoked'],
      why: 'The user disconnected, or the account uninstalled the app',
      action: 'Log in again',
    },
    {
      codes: ['auth.user_inactive'],
      why: 'monday refuses the user: an admin deactivated them, or monday no longer accepts tokens that it has just issued. The log contains `auth.user_cut_off`',
      action: "Check the user in monday's administration",
    },
    {
      codes: ['auth.session_expired'],
      why: 'The login is older than `SESSION_MAX_DAYS`',
      action: 'Log in again',
    },
    {
      codes: ['graphql.unavailable'],
      when: 'on a refresh or with a session',
      why: 'monday has not confirmed the user for an hour. The log contains `auth.user_unconfirmed` with the reason',
      action: 'Retry once monday answers; nobody is logged out',
    },
    {
      codes: ['auth.refresh_invalid'],
      why: 'The refresh token is unknown or older than 30 days',
      action: 'Log in again',
    },
    {
      codes: ['auth.lookup_delayed'],
      why: 'On monday code without a database: too many requests carry a session id or refresh token that cannot be distinguished from a forged one. Valid ones affected by this were issued by version 0.1.0, or with a key that was removed from `ENCRYPTION_KEYS`',
      action:
        'Nothing: clients retry after `Retry-After`. The log shows the source of the requests. With a database, the limit does not exist',
    },
    {
      codes: ['auth.refresh_reused'],
      why: 'A refresh token was used again more than ten seconds later, or after its successor was used: two tabs share it, or it was stolen',
      action: 'Refresh in one place only. The log contains `auth.refresh_reused` with the user',
    },
    {
      codes: ['auth.connection_ending'],
      when: '(log)',
      why: "The user's connection to monday presumably ends within 30 days",
      action:
        'Ask the user to log in again: `connection.renewUrl` of `GET /auth/me`, or [`@OnConnectionEnding`](make-it-yours.md#the-end-of-a-connection)',
    },
    {
      codes: ['auth.connection_required', 'auth.connection_expired'],
      why: 'The user has no connection to monday, or monday no longer accepts it',
      action: "Send the user to `details.loginUrl`. Refreshing the app's token does not help",
    },
    {
      codes: ['auth.csrf'],
      why: 'A write with a session cookie came from another origin, or without `X-CSRF-Token`',
      action:
        'Take the token from `GET /auth/me`. Check that `PUBLIC_URL` is the address that the browser shows',
    },
    {
      codes: ['auth.view_not_allowed', 'auth.read_only', 'auth.role_not_allowed', 'storage.shared_only'],
      why: 'The caller does not have permission',
      action: 'See [REST clients](rest-clients.md). A view must use `shared=true`',
    },
    {
      codes: ['account.rate_limited'],
      why: 'One account has `ACCOUNT_MAX_CONCURRENCY` running requests and 16 times as many waiting, a request waited for two seconds, or the account started more than `ACCOUNT_RATE_PER_SECOND` requests',
      action: 'If one client causes the load, nothing. Otherwise, raise the limit or add instances',
    },
    {
      codes: ['account.busy'],
      why: 'The same, for a request from monday, such as a block or a webhook',
      action: 'Nothing: monday retries',
    },
    {
      codes: ['metrics.token_required'],
      why: 'A request for `/metrics` has no bearer token, or another one than `METRICS_TOKEN`',
      action: 'Set the token in the configuration of the scraper',
    },
    {
      codes: ['http.too_many_requests'],
      why: 'One client exceeded `THROTTLE_AUTH_PER_MINUTE`',
      action: 'If all clients share one address, set `TRUST_PROXY` to the number of proxies',
    },
  ],
  'causes-monday-requests': [
    {
      codes: ['monday.token_invalid'],
      why: 'The token was signed with another secret, has expired, or is for another address',
      action:
        'Check both secrets: blocks and webhooks use the *signing* secret, lifecycle events and views the *client* secret. Set `PUBLIC_URL` to the address that monday calls. Check the clock',
    },
    {
      codes: ['monday.action_not_found', 'monday.trigger_not_found', 'monday.field_not_found'],
      why: 'No method is registered under this name',
      action: 'Compare the run URL in the Developer Center with the name in the decorator',
    },
    {
      codes: ['monday.action_running'],
      why: 'monday delivered a run again while it is still running',
      action: 'Nothing: monday retries',
    },
    {
      codes: ['monday.action_refused'],
      why: 'monday refused a call that the action made',
      action: 'Read the cause in the log, such as missing permissions or a deleted item',
    },
    {
      codes: ['blocks.failed'],
      why: 'monday did not accept the result of an asynchronous action or a fired trigger',
      action: 'Read the status in the log; 404 and 410 mean that the automation no longer exists',
    },
    {
      codes: ['monday.plan_required'],
      why: 'The plan of the account is none of those in `@RequiresPlan`; `details.plan` is the one it has',
      action:
        'Compare the ids with the plans in the Developer Center. For a test, use `set_mock_app_subscription` or the console',
    },
    {
      codes: ['monday.operations_invalid'],
      why: 'A feature counts operations of a kind that monday refuses, or less than one',
      action: 'Use 1 to 14 letters, digits, `_` and `-`, and a whole number',
    },
    {
      codes: ['monday.app_id_missing'],
      why: 'A feature sets a subscription for tests, and the id of the app is not configured',
      action: 'Set `MONDAY_APP_ID`',
    },
    {
      codes: ['monday.credentials_missing'],
      why: 'monday sent no connected account for a key that the block declares',
      action:
        'Connect an account in the automation; compare the key in the decorator with the one in the Developer Center',
    },
    {
      codes: ['monday.credentials_not_found'],
      why: 'No `@MondayCredentials` has this name',
      action: 'Compare the identifier URL in the Developer Center with the name in the decorator',
    },
    {
      codes: ['monday.credentials_refused'],
      why: 'The third party refused the token of the connected account',
      action: 'Connect the account again',
    },
    {
      codes: ['monday.identification_timed_out'],
      why: 'The third party did not say within 20 seconds whose token it is',
      action: 'Connect the account again; check the third party',
    },
    {
      codes: ['monday.callback_url_refused'],
      why: 'The callback URL does not point to a host of monday',
      action: 'Check who sent the request; it may be an attack',
    },
    {
      codes: [
        'monday.board_not_found',
        'monday.group_not_found',
        'monday.item_not_found',
        'monday.column_not_found',
      ],
      why: 'The object does not exist, or the user cannot access it',
      action: 'Check the ids in the recipe',
    },
    {
      codes: ['monday.argument_invalid'],
      why: 'The code of the app called `MondayApi` with what monday cannot take; `details.argument` names it',
      action: 'Check the value in your code, or in the DTO of its input',
    },
    {
      codes: ['validation.failed'],
      why: 'An input field is missing or invalid; `details` names it',
      action: 'Use the same field keys in the Developer Center and in the DTO',
    },
  ],
  'causes-monday-calls': [
    {
      codes: ['graphql.authentication'],
      why: 'monday refused the access token, even after a refresh',
      action: 'Ask the user to log in again',
    },
    {
      codes: ['monday.scope_missing'],
      why: 'The app lacks a scope at monday, which the message names',
      action: 'Add the scope to the app version, then log in again',
    },
    {
      codes: ['graphql.permission'],
      why: 'The user or the app does not have permission',
      action: 'Check the scopes of the app version and the permissions of the user',
    },
    {
      codes: ['graphql.revision_mismatch'],
      why: 'Another client changed the object after this app read it',
      action: 'Read the object again and repeat the change with its new revision',
    },
    {
      codes: ['graphql.not_found', 'graphql.validation', 'graphql.conflict'],
      why: 'monday refused the query',
      action: "Read monday's error codes in the log line",
    },
    {
      codes: ['graphql.complexity', 'graphql.rate_limit', 'graphql.daily_limit'],
      why: 'A limit of the account was reached, and all retries within the deadline failed',
      action: 'Request less data at once, or do the work in the queue',
    },
    {
      codes: ['graphql.locked', 'graphql.unavailable', 'graphql.timeout', 'graphql.unexpected'],
      why: 'monday is busy, unavailable or slow, or sent an unexpected reply',
      action: 'Nothing: the app retries if that is safe. Clients retry after `Retry-After`',
    },
    {
      codes: [
        'storage.unauthorized',
        'storage.forbidden',
        'storage.failed',
        'storage.rate_limited',
        'storage.unavailable',
        'storage.timeout',
      ],
      why: 'A call to apps-storage failed',
      action: 'The same',
    },
    {
      codes: ['object-storage.unavailable', 'object-storage.timeout'],
      why: 'A call to the object storage of monday code failed; the cause in the log has the message of the SDK',
      action: 'Nothing; clients retry after `Retry-After`',
    },
    {
      codes: [
        'secure-storage.failed',
        'secure-storage.rate_limited',
        'secure-storage.unavailable',
        'secure-storage.timeout',
      ],
      why: 'A call to the vault failed',
      action: 'The same. If the vault revoked the token of the instance, restart the instance',
    },
  ],
  'causes-data': [
    {
      codes: ['storage.key_not_found'],
      why: 'The row does not exist or has expired, or it exists with the other value of `shared`',
      action: 'Treat it as absent',
    },
    {
      codes: [
        'storage.version_conflict',
        'storage.precondition_failed',
        'secure-storage.version_conflict',
        'collections.version_conflict',
        'persistence.conflict',
      ],
      why: 'Another client changed the value',
      action: 'Read it again, decide, and write with `details.currentVersion`',
    },
    {
      codes: [
        'storage.invalid_input',
        'secure-storage.invalid_input',
        'object-storage.invalid_input',
        'collections.invalid_input',
        'persistence.input_invalid',
      ],
      why: 'The input exceeds a limit; `details` names the field',
      action: 'Correct the request',
    },
    {
      codes: ['storage.value_too_large', 'secure-storage.value_too_large', 'http.payload_too_large'],
      why: 'The value exceeds 6 MiB, or the body exceeds the limit of its route: 100 kB, or 2 MiB for a board webhook or a block with a valid token',
      action: 'Send less data',
    },
    {
      codes: ['object-storage.not_found'],
      why: 'The account has no object of this name',
      action: 'Treat it as absent',
    },
    {
      codes: ['object-storage.too_large'],
      why: 'The object exceeds `maxBytes` of the call, or the limit of the driver, which `details.maxBytes` has',
      action: 'Send less data, or upload it with `presignUpload`',
    },
    {
      codes: ['secure-storage.write_not_allowed'],
      why: "The user's role does not allow writing this value of the account",
      action: 'Ask an admin of the account, or write it with `writers: members`',
    },
    {
      codes: ['collections.document_too_large'],
      why: 'The document exceeds 64 KiB',
      action: 'Keep the large part in `StorageService`, and its key in the document',
    },
    {
      codes: ['collections.index_incomplete'],
      why: 'The index was added to a collection that had documents',
      action: 'Run `npm run cli -- collections reindex NAME`, after all instances run the new version',
    },
    {
      codes: ['storage.quota_exceeded'],
      why: 'The account has reached `ACCOUNT_MAX_ROWS` or `ACCOUNT_MAX_BYTES`',
      action: 'Delete data of the account, or raise the limit',
    },
    {
      codes: ['persistence.quota_exceeded'],
      why: 'The quota of the day of the Document DB is used up',
      action:
        'Wait until midnight Pacific time, when it begins anew; `document_db_documents_total` shows what uses it up',
    },
    {
      codes: ['persistence.credentials_refused'],
      why: 'The Document DB refuses the user or the password of `MNDY_MONGODB_CONNECTION_STRING`',
      action: 'Deploy again with `mapps code:push`, which sets the variable',
    },
    {
      codes: ['persistence.read_only'],
      why: 'The Document DB accepts no writes of this user',
      action: 'Use the address that monday code sets',
    },
    {
      codes: ['storage.counter_out_of_range', 'persistence.not_a_number'],
      why: 'The counter would exceed the range of safe integers',
      action: 'Use another counter',
    },
    {
      codes: [
        'storage.unsupported',
        'secure-storage.unsupported',
        'object-storage.unsupported',
        'persistence.unsupported',
        'queue.unsupported',
      ],
      why: 'The driver does not support the operation',
      action: 'See [Drivers](drivers.md)',
    },
    {
      codes: ['persistence.unavailable'],
      why: 'The database is unavailable or full',
      action: 'Check the disk and the connections of Postgres. The app reconnects automatically',
    },
    {
      codes: ['http.large_bodies_busy'],
      why: 'For ten seconds, bodies and large replies used all of `MAX_BODY_MEMORY_MB`, or the share of one account or user',
      action: 'Retry. Or give the process more memory and raise the limit',
    },
    {
      codes: ['http.body_too_slow'],
      why: 'A body over 100 kB transferred less than 80 kB in five seconds',
      action: 'Retry over a faster connection',
    },
    {
      codes: ['secrets.missing', 'secrets.variable_missing'],
      why: 'A required secret or variable is not set',
      action: 'Set it; the log contains its name',
    },
    {
      codes: ['secrets.decryption_failed'],
      why: 'The value was encrypted with a key that is no longer in `ENCRYPTION_KEYS`, or was moved to another key in the store',
      action: 'Add the old key to the end of the list, run `secure-storage rotate-key`, then remove it again',
    },
  ],
  'causes-queue': [
    {
      codes: ['queue.type_unknown'],
      why: 'No handler is registered for this type, for example because a newer version of the app published the message',
      action: 'Deploy the version that has the handler, then replay the message',
    },
    {
      codes: ['queue.message_invalid'],
      why: 'The message was not published by this app, was modified, or does not match the DTO',
      action: 'When you change a DTO, make sure that it accepts messages that are still queued',
    },
    {
      codes: ['queue.handler_timeout'],
      why: 'The handler took longer than `timeoutSeconds`',
      action: 'Stop on the abort signal; split the work',
    },
    {
      codes: ['queue.lease_lost'],
      why: 'The process did not renew its lease in time, and another process took over the message',
      action: 'Find the code that blocks the event loop',
    },
    {
      codes: ['persistence.pooler_unsupported'],
      why: '`DATABASE_URL` leads to a connection pooler, such as PgBouncer in transaction mode',
      action:
        'Use the direct address of Postgres. Session mode works if the pooler accepts the settings `statement_timeout`, `idle_in_transaction_session_timeout` and `options`',
    },
    {
      codes: ['queue.unavailable'],
      why: 'At its start, the app could not reach the server of the queue, or it refused the app',
      action: 'Run the doctor, and correct `REDIS_URL` or `DATABASE_URL`',
    },
    {
      codes: ['queue.timeout'],
      why: 'The queue of monday code did not answer a publish in time',
      action: 'Nothing: clients and monday retry. If it lasts, check the status of monday code',
    },
    {
      codes: ['queue.delivery_failed', 'queue.postponed', 'queue.stopping'],
      why: 'The message failed temporarily, was postponed by its handler, or was returned because the instance is stopping',
      action: 'Nothing: it is delivered again',
    },
    {
      codes: ['queue.secret_invalid'],
      why: '`/mndy-queue` was called with a wrong secret',
      action:
        'On monday code, each version has its own `MNDY_TOPIC_MESSAGES_SECRET`. Otherwise, it may be an attack',
    },
    {
      codes: ['queue.argument_invalid', 'queue.payload_too_large'],
      why: '`publish` was called with invalid or too large arguments',
      action: 'Fix the caller. Store large data, and put its key into the message',
    },
    {
      codes: ['queue.dead_letter_not_found', 'mail.message_not_found'],
      why: 'It is older than 30 days, or belongs to another account',
      action: 'Nothing',
    },
    {
      codes: ['mail.address_invalid', 'mail.content_invalid'],
      why: 'The mail breaks the rule that the message names',
      action: 'Correct the mail',
    },
    {
      codes: ['mail.delivery_failed_…'],
      why: "The mail waits for its next attempt. The suffix is the SMTP status or a code: `535` wrong login, `530` login or TLS required, `450` and `451` temporary refusal, `esocket` no connection, `etimedout` no reply, `esmtputf8` the sender's address requires a server with SMTPUTF8",
      action:
        'Check `SMTP_HOST`, `SMTP_PORT`, `SMTP_SECURITY`, `SMTP_USER`, `SMTP_PASSWORD` and `MAIL_FROM`; see [Operations](operations.md#mail)',
    },
    {
      codes: ['mail.not_replayable'],
      why: 'The mail of this dead letter was already sent or refused, or its content was deleted',
      action: 'Run `queue dead drop <id>`',
    },
    {
      codes: ['cron.job_not_found'],
      why: '`/mndy-cronjob` was called outside monday code, or with an unknown name',
      action: 'Correct the name in the scheduler',
    },
    {
      codes: ['cron.run_failed', 'cron.timeout'],
      why: 'The job failed or took too long',
      action: 'Read the cause in the log. The job runs again at the next due time',
    },
  ],
};
