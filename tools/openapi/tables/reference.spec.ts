import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { PurgesAccount, type Purged } from '#app/account-data/index.js';
import { AppModule } from '#app/app/app.module.js';
import { Secret } from '#app/config/index.js';
import { MondayCron } from '#app/cron/index.js';
import { BaseError } from '#app/errors/index.js';
import { Feature, findFeatures } from '#app/feature/index.js';
import { NamedMailTemplate } from '#app/mail/index.js';
import { buildDocument } from '../build-document.js';
import { previewApp } from '../preview-app.js';
import { buildReference } from './reference.js';

class ReminderVariables {
  @IsOptional() @Secret() @IsString() REMINDER_KEY?: string;
}

const DUE_MAIL = new NamedMailTemplate({
  name: 'reminders.due',
  example: { item: 'Translate' },
  write: ({ item }) => ({ subject: `${item} is due`, text: item }),
});

class ReminderMissingError extends BaseError {
  constructor() {
    super({ code: 'reminders.missing', status: 404, message: 'There is no such reminder.' });
  }
}

@Injectable()
class Reminders {
  @MondayCron('remind', '0 7 * * *')
  remind(): void {}

  @PurgesAccount('reminders')
  purge(): Promise<Purged> {
    return Promise.resolve(0);
  }
}

@Feature({
  name: 'reminders',
  providers: [Reminders],
  variables: ReminderVariables,
  scopes: { 'updates:write': 'a reminder is an update' },
  errors: () => [new ReminderMissingError()],
  mailTemplates: [DUE_MAIL],
  encryptedRecords: [{ prefix: 'reminders/', reencrypt: (_key, value) => value }],
})
class RemindersFeature {}

async function referenceOf(module: new () => object): Promise<string> {
  const app = await previewApp([module]);
  const features = findFeatures([module]);
  return buildReference(app, features, buildDocument(app, features));
}

describe('buildReference', () => {
  it('makes docs/reference.md of the app as it is: after a change, run `npm run docs:tables`', async () => {
    const committed = readFileSync(join(__dirname, '../../../docs/reference.md'), 'utf8');
    expect(await referenceOf(AppModule)).toBe(committed);
  });

  it('lists what a feature declares', async () => {
    const lines = (await referenceOf(RemindersFeature)).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '| `updates:write` | a reminder is an update |',
        '| `REMINDER_KEY` | secret | reminders |',
        '| `reminders.missing` | 404 | There is no such reminder. |',
        '| `remind` | `0 7 * * *` | `Reminders.remind` |',
        '| reminders | `Reminders.purge` |',
        '| `reminders/` | reminders |',
        '| `reminders.due` | Translate is due | reminders |',
      ]),
    );
  });
});
