import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module } from '@nestjs/common';
import { Feature, findFeatures } from '../feature/index.js';
import { MondayAction, MondayEvent, NoInput } from '../monday/index.js';
import { runCli, type CliEnvironment } from './run-cli.js';

@Injectable()
class Greet {
  @MondayAction('greet', NoInput)
  greet(): void {}

  @MondayEvent('install')
  installed(): void {}

  @MondayEvent('create_item')
  created(): void {}
}

@Feature({
  name: 'greetings',
  providers: [{ provide: 'greet', useClass: Greet }],
  scopes: { 'tags:read': 'greets tags' },
})
class GreetingsFeature {}

@Feature({ name: 'empty' })
class EmptyFeature {}

@Module({ imports: [GreetingsFeature, EmptyFeature] })
class SampleModule {}

/** What the command needs of its process: nothing. */
const environment: CliEnvironment = {
  get sandboxUrl(): string {
    throw new Error('The platform is not needed.');
  },
  get variables(): never {
    throw new Error('The variables are not needed.');
  },
  features: findFeatures([SampleModule]),
};

describe('the command "manifest"', () => {
  let folder: string;
  let file: string;
  let printed: string[];
  let printedErrors: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    file = join(folder, 'manifest.json');
    printed = [];
    printedErrors = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = (...words: string[]): Promise<number> =>
    runCli(['manifest', '--out', file, ...words], environment, {
      print: (line) => printed.push(line),
      printError: (line) => printedErrors.push(line),
    });
  const change = async (from: string, to: string): Promise<void> =>
    writeFile(file, (await readFile(file, 'utf8')).replace(from, to));

  it('writes the blocks and the scopes of all features without starting the app', async () => {
    expect(await run()).toBe(0);
    expect(printedErrors).toEqual([
      'A manifest has no place for webhooks. Set up the events that the app handles yourself (docs/deployment.md): create_item, install.',
    ]);
    expect(printed).toEqual([`${file}: features: 1, scopes: 4.`]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      app: {
        name: 'monday-app-backend',
        oauth: { scopes: ['account:read', 'boards:read', 'me:read', 'tags:read'] },
        features: [{ key: 'action_greet' }],
      },
    });
  });

  it('keeps what only the owner knows', async () => {
    await writeFile(file, JSON.stringify({ app: { name: 'Greeter', color: '#00f', features: ['old'] } }));
    expect(await run()).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      app: { name: 'Greeter', color: '#00f', features: [{ key: 'action_greet' }] },
    });
  });

  it('checks a file regardless of the order of its properties', async () => {
    await run();
    printedErrors = [];
    const { version, app } = JSON.parse(await readFile(file, 'utf8')) as { version: string; app: object };
    await writeFile(file, JSON.stringify({ app, version }));
    expect(await run('--check')).toBe(0);
    expect(printedErrors).toEqual([]);
  });

  it.each([
    ['"name": "Greet"', '"name": "Hail"', 'app.features[0].name: "Hail" should be "Greet"'],
    ['"tags:read"', '"tags:read", "teams:read"', 'app.oauth.scopes[4]: "teams:read" should be absent'],
    ['"mfValidated": true', '"other": 1', 'app.features[0].data.mfValidated: absent should be true'],
  ])('names the first difference, and changes nothing: %s', async (from, to, difference) => {
    await run();
    printedErrors = [];
    await change(from, to);
    const before = await readFile(file, 'utf8');
    expect(await run('--check')).toBe(1);
    expect(printedErrors).toEqual([
      `${file} is not what the app declares: ${difference}. Run npm run cli -- manifest.`,
    ]);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('fails with one line if the file is missing or is not a manifest', async () => {
    expect(await run('--check')).toBe(1);
    expect(printedErrors.pop()).toBe(
      `${file} is not what the app declares: it is absent. Run npm run cli -- manifest.`,
    );
    await writeFile(file, '{"app": 1}');
    expect(await run()).toBe(1);
    expect(printedErrors.pop()).toBe(`${file} cannot be read: it has no app.name`);
    expect(await run('--all')).toBe(2);
  });
});
