import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, readVariables } from '../config/index.js';
import { runCli } from './run-cli.js';

const ROOT = join(__dirname, '../..');
const FILES = ['package.json', 'package-lock.json', 'deploy/grafana-dashboard.json'];

describe('rename', () => {
  let folder: string;
  let printed: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'renamed-'));
    printed = [];
    await mkdir(join(folder, 'deploy'));
    for (const file of FILES) await cp(join(ROOT, file), join(folder, file));
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  const rename = (...words: string[]): Promise<number> => {
    const keep = (line: string): number => printed.push(line);
    const environment = { sandboxUrl: '', variables: {} };
    return runCli(['rename', ...words], environment, { print: keep, printError: keep });
  };
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');

  it('changes only the name in each file', async () => {
    expect(await rename('overdue-nudges')).toBe(0);

    expect(printed).toEqual([...FILES, 'The app is now called overdue-nudges.']);
    for (const file of FILES) {
      const original = await readFile(join(ROOT, file), 'utf8');
      const lines = original.split('\n');
      const changed = (await read(file)).split('\n').filter((line, index) => line !== lines[index]);
      expect(changed).toHaveLength(file === 'package.json' ? 1 : 2);
      expect(changed.every((line) => /"(name|title|uid)": "overdue-nudges"/.test(line))).toBe(true);
    }
  });

  it('can be repeated, and undone', async () => {
    const { name } = JSON.parse(await read('package.json')) as { name: string };
    await rename('first');
    await rename('second');
    expect(await rename('second')).toBe(0);
    expect(printed.at(-1)).toBe('The app is already called second.');
    await rename(name);
    expect(await read('package-lock.json')).toBe(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  });

  it('renames the service in traces, but keeps issuer and audience, so that users stay logged in', async () => {
    const environment = { APP_PROFILE: 'local', DATA_DIR: folder };
    const { jwt } = loadConfig(readVariables(environment, join(folder, '.env')));
    await rename('other');
    const variables = readVariables(environment, join(folder, '.env'));
    expect(variables.OTEL_SERVICE_NAME).toBe('other');
    expect(loadConfig(variables).jwt).toEqual(jwt);
  });

  it('says how the other files of a created app are renamed', async () => {
    await writeFile(join(folder, '.monday-app.json'), '{}');
    await rename('greeter');
    expect(printed.at(-1)).toMatch(/^Other generated files .+ upgrade shows them/);
    expect(printed.at(-2)).toBe('The app is now called greeter.');
  });

  it('works without a lock file and without a dashboard', async () => {
    await rm(join(folder, 'package-lock.json'));
    await rm(join(folder, 'deploy'), { recursive: true });
    expect(await rename('small')).toBe(0);
    expect(printed).toEqual(['package.json', 'The app is now called small.']);
  });

  it.each([[], ['a', 'b'], ['Upper'], ['with space'], ['-x'], ['x-'], ['a'.repeat(41)]])(
    'refuses %j as arguments',
    async (...words) => {
      expect(await rename(...words)).toBe(2);
      expect(await read('package.json')).toBe(await readFile(join(ROOT, 'package.json'), 'utf8'));
    },
  );

  it('changes nothing if a file cannot be used', async () => {
    await writeFile(join(folder, 'deploy/grafana-dashboard.json'), '{');
    expect(await rename('other')).toBe(1);
    expect(printed).toEqual(['The app cannot be renamed: deploy/grafana-dashboard.json is not valid JSON.']);
    expect(await read('package.json')).toBe(await readFile(join(ROOT, 'package.json'), 'utf8'));
  });
});
