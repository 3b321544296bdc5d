/** What belongs to the app in an account: its subscriptions, counters, event subscriptions, and credentials. */
export const APP_TABLES = `
  CREATE TABLE IF NOT EXISTS app_subscriptions (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
    plan_id TEXT NOT NULL,
    billing_period TEXT,
    is_trial INTEGER NOT NULL DEFAULT 0,
    max_units INTEGER,
    pricing_version INTEGER,
    renewal_date INTEGER NOT NULL,
    mocked_at INTEGER NOT NULL
  ) STRICT;
  -- What accounts subscribed to; a mock in app_subscriptions takes precedence. It ends when the renewal is due.
  CREATE TABLE IF NOT EXISTS real_subscriptions (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
    plan_id TEXT NOT NULL,
    billing_period TEXT,
    is_trial INTEGER NOT NULL DEFAULT 0,
    max_units INTEGER,
    pricing_version INTEGER,
    renewal_date INTEGER NOT NULL,
    is_cancelled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS app_operations (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    period_key TEXT NOT NULL,
    counter_value INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind, period_key)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS lifecycle_subscriptions (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    entity_id INTEGER NOT NULL,
    entity_type TEXT NOT NULL,
    event_type TEXT NOT NULL,
    webhook_url TEXT NOT NULL,
    is_sync INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;

  -- Tokens of the accounts in connections; credentials_key is the key of the feature in the app's manifest.
  CREATE TABLE IF NOT EXISTS connection_tokens (
    connection_id INTEGER PRIMARY KEY,
    credentials_key TEXT NOT NULL,
    access_token TEXT NOT NULL,
    refresh_token TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT;

  -- Accounts at third parties that users connected; nothing in the API makes them.
  CREATE TABLE IF NOT EXISTS connections (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    provider_account_identifier TEXT,
    state TEXT NOT NULL DEFAULT 'ACTIVE',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
`;
