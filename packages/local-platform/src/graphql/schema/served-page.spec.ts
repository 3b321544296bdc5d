import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOLVERS } from '../areas/index.js';
import { type SandboxSettings } from '../../state/index.js';
import { readSchemaFiles } from './schema-files.js';
import { Schemas } from './schemas.js';
import { servedPage } from './served-page.js';

const PAGE = join(process.cwd(), 'docs', 'local-platform-api.md');

describe('docs/local-platform-api.md', () => {
  it('says what is served; npm run docs:platform writes it', () => {
    const schema = new Schemas({} as SandboxSettings).of('dev');
    const text = servedPage(readSchemaFiles(), schema, RESOLVERS);
    if (process.env['WRITE_DOCS'] === 'true') writeFileSync(PAGE, text);
    expect(readFileSync(PAGE, 'utf8')).toBe(text);
  });
});
