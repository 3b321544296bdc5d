import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { VARIABLE_NAMES } from '../../../src/config/index.js';
import { CronRegistry } from '../../../src/cron/cron.registry.js';
import { CronSchedule } from '../../../src/cron/cron-schedule.js';
import { TestApp } from '../../../src/testing/index.js';

const ROOT = join(__dirname, '../../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Manifest {
  readonly app: { readonly oauth: object; readonly features: readonly { readonly key: string }[] };
}
interface PackageJson {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
}

const packageJson = JSON.parse(read('package.json')) as PackageJson;
const manifest = JSON.parse(read('deploy/manifest.json')) as Manifest;
const [, guide = ''] = /^## monday code\n([^]*?)(?=^## |(?![^]))/m.exec(read('docs/deployment.md')) ?? [];

const codesIn = (text: string): string[] =>
  [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

describe('.mondaycoderc', () => {
  it('has the keys that the CLI knows, and a Node that monday code and the app run on', () => {
    // docs/monday-platform.md#monday-code-deployment: anything else is refused.
    const content = JSON.parse(read('.mondaycoderc')) as Record<string, string>;
    expect(Object.keys(content)).toEqual(['RUNTIME', 'RUNTIME_VERSION']);
    expect(content['RUNTIME']).toBe('Node.js');
    expect(content['RUNTIME_VERSION']).toMatch(/^22\.\d+\.\d+$/);
    expect(packageJson.engines.node).toBe('>=20.19');
  });
});

describe('.mappsignore', () => {
  const lines = read('.mappsignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('has plain paths only, as the CLI honours no patterns', () => {
    for (const line of lines) expect(line).toMatch(/^[\w.-]+(\/[\w.-]+)*$/);
  });

  it('uploads what the build needs, and lets it make dist', () => {
    const needed = ['package.json', 'package-lock.json', '.npmrc', '.swcrc', 'tools'];
    for (const name of [...needed, 'src', 'packages', '.mondaycoderc', 'Procfile']) {
      expect(existsSync(join(ROOT, name))).toBe(true);
      expect(lines).not.toContain(name);
    }
    expect(lines).toContain('dist');
  });
});

describe('package.json', () => {
  it('has the scripts of the buildpack', () => {
    expect(packageJson.scripts['build']).toBeDefined();
    expect(packageJson.scripts['gcp-build']).toBeUndefined();
  });

  it('starts the app in the same way as the Procfile, which has no npm in between', () => {
    const [, command] = /^web: (.+)\n$/.exec(readFileSync(join(ROOT, 'Procfile'), 'utf8')) ?? [];
    expect(command).toBe('node --enable-source-maps dist/main.js');
    expect(packageJson.scripts['start']).toBe(command);
  });
});

describe('the first push', () => {
  it('answers on the port that it is given', async () => {
    const child = spawn(process.execPath, [
      '-e',
      `const { Server } = require('node:net');
       const { listen } = Server.prototype;
       Server.prototype.listen = function (port) { return listen.call(this, 0, () => console.log(port, this.address().port)); };
       process.env.PORT = '7';
       require(${JSON.stringify(join(ROOT, 'deploy/first-push/server.js'))});`,
    ]);
    try {
      const [line = ''] = await firstLines(child.stdout);
      const [asked, port] = line.split(' ');
      expect(asked).toBe('7');
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    } finally {
      child.kill();
    }
  });
});

const VIEW_BUILD = { kind: 'view', url: expect.stringMatching(/^{{PUBLIC_URL}}\/view\/[\w-]+$/) as string };

describe('the manifest', () => {
  it('has the form of the command that the guide imports it with', () => {
    // docs/monday-platform.md#app-manifest
    expect(guide).toMatch(
      /^PUBLIC_URL=\S+ mapps manifest:import -a APP_ID -i VERSION_ID -p deploy\/manifest\.json$/m,
    );
    expect(Object.keys(manifest).sort()).toEqual(['app', 'version']);
    expect(manifest.app.oauth).toEqual({ scopes: expect.any(Array) as string[] });
    for (const feature of manifest.app.features) {
      const isView = feature.key.startsWith('view_');
      expect(feature).toEqual({
        key: expect.stringMatching(/^(action|trigger|field|view)_\w+$/) as string,
        type: expect.stringMatching(/^AppFeature(Block|FieldType|BoardView)$/) as string,
        name: expect.any(String) as string,
        data: expect.objectContaining(isView ? { mode: 'iframe' } : { mfValidated: true }) as object,
        ...(isView && { build: VIEW_BUILD }),
      });
    }
  });

  it('refers to no variable but the address of the app', () => {
    const used = JSON.stringify(manifest).match(/{{[^}]*}}/g) ?? [];
    expect(used.filter((name) => name !== '{{PUBLIC_URL}}')).toEqual([]);
  });
});

describe('the guide', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('names the variables that there are', () => {
    // Set by monday code, and read by its SDK (docs/monday-platform.md#monday-code-variables).
    const ofThePlatform = ['SECURE_STORAGE_ADDRESS', 'MNDY_TOPIC_NAME'];
    const ofTheText = ['APP_ID', 'VERSION_ID', 'ACCOUNT_ID', 'HOST', 'NAME', 'SIGTERM'];
    const names = codesIn(guide).filter(
      (code) => /^[A-Z][A-Z0-9_]+$/.test(code) && !ofTheText.includes(code),
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect([...VARIABLE_NAMES, ...ofThePlatform]).toContain(name);
  });

  it('schedules what is to be called, when the app wants it', () => {
    const commands = [...guide.matchAll(/scheduler:create .*-n (\S+) -s "([^"]+)" -e \/(\S+)/g)];
    for (const [, name, , path] of commands) expect(path).toBe(name);
    const day = Date.UTC(2026, 0, 1);
    const told = commands.map(([, name = '', schedule = '']) => [
      name,
      new CronSchedule(name, schedule).next(day),
    ]);
    // Jobs of the app's own features follow; `docs:tables --check` compares those.
    const jobs = app.get(CronRegistry).all();
    expect(told.slice(0, jobs.length)).toEqual(jobs.map(({ name, schedule }) => [name, schedule.next(day)]));
  });
});

async function firstLines(stream: NodeJS.ReadableStream): Promise<string[]> {
  for await (const line of createInterface({ input: stream })) return [line];
  return [];
}
