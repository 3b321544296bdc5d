// Generates the secrets that compose.yaml mounts; existing files are kept. `node deploy/make-secrets.mjs [folder]`
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? 'secrets';
const key = () => randomBytes(32).toString('base64url');
const MAKE = {
  POSTGRES_PASSWORD: key,
  DATABASE_URL: () =>
    `postgres://app:${readFileSync(join(folder, 'POSTGRES_PASSWORD'), 'utf8').trim()}@db:5432/app`,
  JWT_KEYS: () => `k1:${key()}`,
  ENCRYPTION_KEYS: () => `k1:${key()}`,
};
const FROM_MONDAY = ['MONDAY_OAUTH_CLIENT_SECRET', 'MONDAY_SIGNING_SECRET'];

// Only the owner can open the folder. The files are mounted separately, for a user that may have another id.
mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const [name, make] of Object.entries(MAKE)) {
  const path = join(folder, name);
  if (!existsSync(path)) writeFileSync(path, make(), { mode: 0o644 });
}
const missing = FROM_MONDAY.filter((name) => !existsSync(join(folder, name)));
if (missing.length > 0) console.log(`Copy from the Developer Center to ${folder}: ${missing.join(', ')}`);
