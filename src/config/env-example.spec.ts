import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loadConfig, VARIABLE_NAMES } from './index.js';

const TEXT = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
const LISTED = [...TEXT.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? '');

describe('.env.example', () => {
  it('lists every variable that the app reads, once, and no other', () => {
    expect([...LISTED].sort()).toEqual([...VARIABLE_NAMES].sort());
  });

  it('changes nothing if used unchanged', () => {
    expect(parseEnv(TEXT)).toEqual({});
  });

  it('shows only values that are accepted', () => {
    const shown = parseEnv(TEXT.replace(/^#([A-Z][A-Z0-9_]*=)/gm, '$1')) as Record<string, string>;
    const key = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
    const secrets = {
      MONDAY_OAUTH_CLIENT_ID: 'client',
      MONDAY_OAUTH_CLIENT_SECRET: 'fedcba9876543210fedcba9876543210',
      MONDAY_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      JWT_KEYS: `k1:${key}`,
      ENCRYPTION_KEYS: 'k1:Zm9yIHRlc3RzIG9ubHkgMDEyMzQ1Njc4OWFiY2RlZmc',
    };
    expect(loadConfig({ ...shown, ...secrets }).production).toBe(true);
  });

  it('explains every variable', () => {
    const paragraphs = TEXT.split('\n');
    const unexplained = LISTED.filter((name) => {
      const line = paragraphs.findIndex((text) => text.startsWith(`#${name}=`));
      const above = paragraphs.slice(0, line).reverse();
      const comment = above.find((text) => !/^#[A-Z][A-Z0-9_]*=/.test(text));
      return !comment?.startsWith('# ');
    });
    expect(unexplained).toEqual([]);
  });
});
