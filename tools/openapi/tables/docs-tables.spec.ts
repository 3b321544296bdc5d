import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Injectable, type INestApplication } from '@nestjs/common';
import { AppModule } from '#app/app/app.module.js';
import { Roles } from '#app/auth/index.js';
import { MondayCron } from '#app/cron/index.js';
import { BaseError } from '#app/errors/index.js';
import { AppFeatures, Feature, findFeatures } from '#app/feature/index.js';
import { buildDocument } from '../build-document.js';
import { previewApp } from '../preview-app.js';
import { CODE_MEANINGS } from './code-meanings.js';
import { codeTables } from './code-tables.js';
import { buildPages } from './docs-tables.js';
import { fillRegions } from './regions.js';

const DOCS = join(__dirname, '../../../docs');

class ReminderMissingError extends BaseError {
  constructor() {
    super({ code: 'reminders.missing', status: 404, message: 'There is no such reminder.' });
  }
}

@Injectable()
class Reminders {
  @MondayCron('remind', '0 7 * * *')
  remind(): void {}
}

@Controller('reminders')
class RemindersController {
  @Roles('admin')
  @Get()
  read(): object {
    return {};
  }
}

@Feature({
  name: 'reminders',
  controllers: [RemindersController],
  providers: [Reminders],
  errors: () => [new ReminderMissingError()],
})
class RemindersFeature {}

describe('the generated tables of the docs', () => {
  let app: INestApplication;
  let features: AppFeatures;
  let document: object;

  beforeAll(async () => {
    app = await previewApp([AppModule, RemindersFeature]);
    features = findFeatures([AppModule, RemindersFeature]);
    document = buildDocument(app, features);
  });

  it('show the app as it is: after a change, run `npm run docs:tables`', async () => {
    const own = await previewApp([AppModule]);
    const declared = findFeatures([AppModule]);
    const pages = buildPages(DOCS, own, declared, buildDocument(own, declared));
    expect([...pages.keys()].sort()).toEqual([
      'deployment.md',
      'reference.md',
      'rest-clients.md',
      'security.md',
      'troubleshooting.md',
    ]);
    for (const [name, text] of pages) {
      expect([name, text]).toEqual([name, readFileSync(join(DOCS, name), 'utf8')]);
    }
  });

  it('have the codes and the scheduled jobs of features', () => {
    const pages = buildPages(DOCS, app, features, document);
    expect(pages.get('rest-clients.md')).toContain(
      '| `reminders.missing` | 404 | There is no such reminder. | reminders |',
    );
    expect(pages.get('deployment.md')).toContain(
      'mapps scheduler:create -a APP_ID -n remind -s "0 7 * * *" -e /remind\n',
    );
  });

  it('cannot be made without a text for each code of the framework', () => {
    const undeclared = new AppFeatures([]);
    expect(() => codeTables(undeclared, document)).toThrow(
      /^Write what a client does about .*reminders\.missing.* in tools\/openapi\/tables\/code-meanings\.ts\.$/,
    );
  });
});

it('has no row for a code that no route answers with', () => {
  const tables = codeTables(new AppFeatures([]), { components: { schemas: {}, examples: {} } });
  for (const name of Object.keys(CODE_MEANINGS)) expect(tables.get(name)).not.toContain('`http.');
});

describe('fillRegions', () => {
  const page = 'a\n<!-- table: x -->\nold\n<!-- end of table -->\nb\n';

  it('replaces what is between the comments, as often as it is asked', () => {
    const filled = fillRegions(page, new Map([['x', '| $& |\n']]));
    expect(filled).toBe('a\n<!-- table: x -->\n| $& |\n<!-- end of table -->\nb\n');
    expect(fillRegions(filled, new Map([['x', 'y']]))).toBe(page.replace('old', 'y'));
  });

  it('refuses a region that no table fills', () => {
    expect(() => fillRegions(page, new Map())).toThrow('the region "x"');
  });
});
