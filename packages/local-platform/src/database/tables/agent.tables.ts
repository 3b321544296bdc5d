/** Agents, what they may read, and their skills. */
export const AGENT_TABLES = `
  -- state: ACTIVE, INACTIVE, DELETED. profile, skill_ids: JSON.
  CREATE TABLE IF NOT EXISTS agents (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    creator_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    profile TEXT NOT NULL,
    goal TEXT,
    plan TEXT,
    user_prompt TEXT,
    agent_model TEXT,
    agent_thinking_level TEXT,
    skill_ids TEXT NOT NULL DEFAULT '[]',
    version_id INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS agents_of_account ON agents (account_id);
  -- scope_type: BOARD, DOC, WORKSPACE. permission_type: READ, READ_WRITE.
  CREATE TABLE IF NOT EXISTS agent_resources (
    agent_id INTEGER NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    scope_type TEXT NOT NULL,
    resource_id INTEGER NOT NULL,
    permission_type TEXT NOT NULL,
    PRIMARY KEY (agent_id, scope_type, resource_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS agent_skills (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    description TEXT,
    content TEXT NOT NULL
  ) STRICT;
`;
