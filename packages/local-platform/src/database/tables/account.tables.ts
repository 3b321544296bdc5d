/** Accounts, users, teams, tags and notifications. */
export const ACCOUNT_TABLES = `
  CREATE TABLE IF NOT EXISTS accounts (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tier TEXT NOT NULL,
    country_code TEXT,
    first_day_of_the_week TEXT NOT NULL DEFAULT 'monday',
    show_timeline_weekends INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
  ) STRICT;

  -- kind: admin, member, guest, view_only. status: ACTIVE, INACTIVE, PENDING.
  CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'ACTIVE',
    is_deleted INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    phone TEXT,
    mobile_phone TEXT,
    location TEXT,
    birthday TEXT,
    country_code TEXT,
    current_language TEXT,
    time_zone_identifier TEXT,
    photo_url TEXT,
    out_of_office TEXT,
    invitation_method TEXT NOT NULL DEFAULT 'USER',
    department_id INTEGER,
    became_active_at INTEGER,
    last_activity INTEGER,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS users_of_account ON users (account_id);
  CREATE TABLE IF NOT EXISTS user_skills (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    skill TEXT NOT NULL,
    PRIMARY KEY (user_id, skill)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS teams (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    picture_url TEXT,
    is_guest INTEGER NOT NULL DEFAULT 0,
    parent_team_id INTEGER,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS teams_of_account ON teams (account_id);
  CREATE TABLE IF NOT EXISTS team_members (
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    is_owner INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS teams_of_user ON team_members (user_id);

  CREATE TABLE IF NOT EXISTS departments (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    reserved_seats INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS department_owners (
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (department_id, user_id)
  ) STRICT, WITHOUT ROWID;

  -- object_type: Board, Folder, Workspace.
  CREATE TABLE IF NOT EXISTS favorites (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL,
    object_type TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    position REAL NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS favorites_of_user ON favorites (user_id);

  CREATE TABLE IF NOT EXISTS tags (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER,
    name TEXT NOT NULL,
    color TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tags_of_account ON tags (account_id, name);

  CREATE TABLE IF NOT EXISTS notifications (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL,
    creator_id INTEGER NOT NULL,
    kind_name TEXT NOT NULL,
    title TEXT,
    text TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    board_id INTEGER,
    item_id INTEGER,
    update_id INTEGER,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS notifications_of_user ON notifications (user_id, id);
`;
