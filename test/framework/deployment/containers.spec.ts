import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { SECRET_NAMES, VARIABLE_NAMES } from '../../../src/config/index.js';

const ROOT = join(__dirname, '../../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const lines = text.split('\n');
  const instructions = DockerfileParser.parse(text)
    .getInstructions()
    .map((each) => {
      // With the flags, which the parser takes out of the arguments.
      const { start, end } = each.getRange();
      const whole = lines.slice(start.line, end.line + 1).join('\n');
      return { keyword: each.getKeyword(), words: whole.slice(each.getInstruction().length).trim() };
    });
  const lastFrom = instructions.map(({ keyword }) => keyword).lastIndexOf('FROM');
  const image = instructions.slice(lastFrom);
  const wordsOf = (keyword: string): string[] =>
    image.filter((each) => each.keyword === keyword).map(({ words }) => words);

  it('is that of a created app, but for the packages of this repository', () => {
    const withoutPackages = text
      .replace(/^COPY packages\/.*\n/gm, '')
      .replace(/^# dist has in it what it needs of the packages\.\n/m, '')
      .replace(' --workspaces=false', '');
    expect(read('packages/create-monday-app-backend/template/Dockerfile')).toBe(withoutPackages);
  });

  it('has nothing that the linter objects to', () => {
    expect(validate(text)).toEqual([]);
  });

  it('names the whole version of its base', () => {
    const [, version] = /^ARG NODE=(\S+)$/m.exec(text) ?? [];
    expect(version).toMatch(/^22\.\d+\.\d+-bookworm-slim$/);
    const bases = instructions.filter(({ keyword }) => keyword === 'FROM').map(({ words }) => words);
    expect(bases).toEqual(['node:${NODE} AS build', 'node:${NODE}']);
  });

  it('has only what the app runs on, which another stage has built', () => {
    for (const words of wordsOf('COPY')) expect(words).toMatch(/^--from=build /);
    expect(wordsOf('RUN')).toEqual([]);
    expect(wordsOf('ADD')).toEqual([]);
    expect(text).toContain('npm prune --omit=dev');
  });

  it('runs as a user that is not root, by number', () => {
    expect(wordsOf('USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
  });

  it('starts without a shell, and asks the app whether it lives', () => {
    expect(wordsOf('CMD')).toEqual(['["node", "--enable-source-maps", "dist/main.js"]']);
    expect(wordsOf('ENTRYPOINT')).toEqual([]);
    expect(wordsOf('HEALTHCHECK')).toEqual([expect.stringContaining('/health/live')]);
  });

  it('has no secrets', () => {
    for (const name of SECRET_NAMES) expect(text).not.toContain(name);
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env*', '.git', 'data', 'node_modules', 'secrets']));
  });
});

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly command?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('compose.yaml', () => {
  const { services, secrets, volumes } = parse(read('compose.yaml')) as Compose;
  const { app, db, mail, redis } = services as Record<'app' | 'db' | 'mail' | 'redis', Service>;

  it('has the app, Postgres and a mail catcher, and Redis as a profile', () => {
    expect(Object.keys(services)).toEqual(['app', 'db', 'mail', 'redis']);
    expect(app.build).toBe('.');
    expect(app.depends_on).toEqual({ db: { condition: 'service_healthy' } });
    expect(redis.profiles).toEqual(['redis']);
    for (const { profiles } of [app, db, mail]) expect(profiles).toBeUndefined();
  });

  it.each(Object.entries(services))('gives %s no more than it needs', (_name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    if (service.image !== undefined) {
      expect(service.image).toMatch(/:v?\d/);
      expect(service.healthcheck?.test[0]).toBe('CMD');
    }
  });

  it('names only what it defines', () => {
    const used = Object.values(services);
    const named = new Set(used.flatMap((service) => service.secrets ?? []));
    expect([...named].sort()).toEqual(Object.keys(secrets).sort());
    const mounted = used.flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0]);
    expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
    for (const [name, { file }] of Object.entries(secrets)) expect(file).toBe(`./secrets/${name}`);
  });

  it('gives the app variables that there are, and secrets as files only', () => {
    const variables = Object.keys(app.environment ?? {});
    for (const name of [...variables, ...(app.secrets ?? [])]) expect(VARIABLE_NAMES).toContain(name);
    for (const name of [...SECRET_NAMES, 'DATABASE_URL']) expect(variables).not.toContain(name);
  });

  it('keeps what Redis acknowledged', () => {
    expect(redis.command?.join(' ')).toContain(
      '--appendonly yes --appendfsync always --maxmemory-policy noeviction',
    );
  });
});
