import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppModule } from '../../src/app/app.module.js';
import { ChangeLastItemStatusFeature } from '../../src/app/features/change-last-item-status/change-last-item-status.feature.js';
import { SendMailFeature } from '../../src/app/features/send-mail/send-mail.feature.js';
import { findFeatures } from '../../src/feature/index.js';
import { FRAMEWORK_SCOPES } from '../../src/monday/index.js';
import { TestApp, type PlatformUser } from '../../src/testing/index.js';

/* What docs/deployment.md and deploy/manifest.json say of the two examples. */

const ROOT = join(__dirname, '../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Block {
  readonly path: string;
  readonly keys: readonly string[];
}

interface Manifest {
  readonly app: { readonly features: readonly { type: string; name: string; build: { suffix: string } }[] };
}

const manifest = JSON.parse(read('deploy/manifest.json')) as Manifest;
const [, guide = ''] = /^## monday code\n([^]*?)(?=^## |(?![^]))/m.exec(read('docs/deployment.md')) ?? [];

/** The rows of each table of the guide, cell by cell. */
const rows = guide
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const codesIn = (text: string): string[] =>
  [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

describe('the guide to monday code', () => {
  let app: TestApp;
  let user: PlatformUser;
  beforeAll(async () => {
    app = await TestApp.start({ app: AppModule });
    [user] = (await app.users()) as [PlatformUser];
  });
  afterAll(() => app.close());

  it('has the blocks of the guide', () => {
    const blocks = manifest.app.features.filter(({ type }) => type === 'AppFeatureBlock');
    const told = rows.filter(([, url]) => url?.startsWith('`https://HOST/'));
    expect(blocks.map(({ name, build }) => [name, `https://HOST${build.suffix}`])).toEqual(
      told
        .filter(([name]) => blocks.some((block) => block.name === name))
        .map(([name, url]) => [name, codesIn(url ?? '')[0]]),
    );
    expect(blocks).toHaveLength(2);
  });

  it('asks for the scopes that the app needs', () => {
    const scopes = codesIn(guide).filter((code) => /^[a-z]+:(read|write)$/.test(code));
    expect([...new Set(scopes)].sort()).toEqual(
      Object.keys(
        findFeatures([ChangeLastItemStatusFeature, SendMailFeature]).scopesWith(FRAMEWORK_SCOPES),
      ).sort(),
    );
  });

  it('names addresses at which the app answers', async () => {
    const paths = codesIn(guide).flatMap((code) => /^https:\/\/HOST(\/.+)$/.exec(code)?.[1] ?? []);
    expect(paths).toEqual(expect.arrayContaining(['/auth/callback', '/monday/lifecycle', '/mail/send']));
    for (const path of paths) {
      const known = path.replace('NAME', 'none');
      const replies = [await app.http().get(known), await app.http().post(known, {})];
      // What is not proven is refused; what does not exist is not found.
      expect([path, replies.some(({ status }) => status !== 404)]).toEqual([path, true]);
    }
  });

  it('names blocks that run, with fields that they read', async () => {
    const [change, mail] = manifest.app.features
      .filter(({ type }) => type === 'AppFeatureBlock')
      .map(({ name, build }) => ({
        path: build.suffix,
        keys: codesIn(rows.find(([first]) => first === name)?.[2] ?? ''),
      })) as unknown as [Block, Block];
    const refused = await app.http().send(app.monday.block(change.path, user, {}));
    const missing = refused.json<{ details: { field: string }[] }>().details.map(({ field }) => field);
    const wanted = [...new Set(missing)];
    expect(change.keys.filter((key) => key !== 'dateColumnId').sort()).toEqual(wanted.sort());
    expect([...mail.keys].sort()).toEqual(['html', 'subject', 'text', 'to']);
    const sent = await app.http().send(app.monday.block(mail.path, user, { to: 'ada@example.com' }));
    expect(sent.json()).toMatchObject({ outputFields: { messageId: expect.any(String) as string } });
  });
});
