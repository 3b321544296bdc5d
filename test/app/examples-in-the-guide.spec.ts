import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppModule } from '../../src/app/app.module.js';
import { ChangeLastItemStatusFeature } from '../../src/app/features/change-last-item-status/change-last-item-status.feature.js';
import { SendMailFeature } from '../../src/app/features/send-mail/send-mail.feature.js';
import { findFeatures } from '../../src/feature/index.js';
import { buildManifest, FRAMEWORK_SCOPES, type AppManifest } from '../../src/monday/index.js';
import { TestApp, type PlatformUser } from '../../src/testing/index.js';

/* What docs/deployment.md and deploy/manifest.json say of the two examples. */

const ROOT = join(__dirname, '../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Block {
  readonly path: string;
  readonly keys: readonly string[];
}

/** The features as the committed manifest has them. */
const manifest = JSON.parse(read('deploy/manifest.json')) as AppManifest;
const examples = findFeatures([ChangeLastItemStatusFeature, SendMailFeature]);
const scopesOfExamples = Object.keys(examples.scopesWith(FRAMEWORK_SCOPES));
const made = buildManifest({ name: 'examples' }, examples.providers, scopesOfExamples);

interface FieldConfig {
  readonly fieldKey: string;
}

/** The blocks of the examples in the manifest. */
const blocks = made.app.features.map(({ key, name, data }) => {
  const { executionConfig, inboundFieldsConfig, outboundFieldsConfig } = data as unknown as {
    readonly executionConfig: { readonly runConfig: { readonly url: string } };
    readonly inboundFieldsConfig: { readonly fields: readonly FieldConfig[] };
    readonly outboundFieldsConfig: { readonly fields: readonly FieldConfig[] };
  };
  return {
    key,
    name,
    path: executionConfig.runConfig.url.replace('{{PUBLIC_URL}}', ''),
    inputs: inboundFieldsConfig.fields.map(({ fieldKey }) => fieldKey),
    outputs: outboundFieldsConfig.fields.map(({ fieldKey }) => fieldKey),
  };
});

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
    const told = rows.filter(([name]) => blocks.some((block) => block.name === name));
    expect(blocks.map(({ name, path }) => [name, `https://HOST${path}`])).toEqual(
      told.map(([name, url]) => [name, codesIn(url ?? '')[0]]),
    );
    expect(blocks).toHaveLength(2);
    for (const { name, inputs, outputs } of blocks) {
      const [, , input = '', output = ''] = told.find(([first]) => first === name) ?? [];
      expect([codesIn(input).sort(), codesIn(output).sort()]).toEqual([
        [...inputs].sort(),
        [...outputs].sort(),
      ]);
    }
  });

  it('is about the blocks of the committed manifest', () => {
    const keys = made.app.features.map(({ key }) => key);
    expect(manifest.app.features.filter(({ key }) => keys.includes(key))).toEqual(made.app.features);
    expect(manifest.app.oauth.scopes).toEqual(expect.arrayContaining([...made.app.oauth.scopes]));
  });

  it('asks for the scopes that the app needs', () => {
    const scopes = codesIn(guide).filter((code) => /^[a-z]+:(read|write)$/.test(code));
    expect([...new Set(scopes)].sort()).toEqual([...scopesOfExamples].sort());
  });

  it('names addresses at which the app answers', async () => {
    const paths = codesIn(guide).flatMap((code) => /^https:\/\/HOST(\/.+)$/.exec(code)?.[1] ?? []);
    expect(paths).toEqual(
      expect.arrayContaining(['/auth/callback', '/monday/lifecycle', '/monday/actions/send-mail']),
    );
    // A view is a file of the build, and the test of the view opens it.
    for (const path of paths.filter((each) => !each.startsWith('/view/'))) {
      const known = path.replace('NAME', 'none');
      const replies = [await app.http().get(known), await app.http().post(known, {})];
      // What is not proven is refused; what does not exist is not found.
      expect([path, replies.some(({ status }) => status !== 404)]).toEqual([path, true]);
    }
  });

  it('names blocks that run, with fields that they read', async () => {
    const [change, mail] = blocks.map(({ path, inputs: keys }) => ({ path, keys })) as unknown as [
      Block,
      Block,
    ];
    const refused = await app.http().send(app.monday.block(change.path, user, {}));
    const missing = refused.json<{ details: { field: string }[] }>().details.map(({ field }) => field);
    const wanted = [...new Set(missing)];
    expect(change.keys.filter((key) => key !== 'dateColumnId').sort()).toEqual(wanted.sort());
    expect([...mail.keys].sort()).toEqual(['html', 'subject', 'text', 'to']);
    const sent = await app.http().send(app.monday.block(mail.path, user, { to: 'ada@example.com' }));
    expect(sent.json()).toMatchObject({ outputFields: { messageId: expect.any(String) as string } });
  });
});
