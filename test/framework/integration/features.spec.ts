import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Injectable, type Type } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Public, runAs } from '../../../src/caller/index.js';
import { IsWholeNumber, Secret } from '../../../src/config/index.js';
import { ApiCalls, Feature } from '../../../src/feature/index.js';
import { EnvironmentVariablesService, SecretService, SecretsModule } from '../../../src/secrets/index.js';
import { HealthCheck } from '../../../src/health/index.js';
import { fromVariable, MondayCron } from '../../../src/cron/index.js';
import { html, MailModule, MailService, NamedMailTemplate } from '../../../src/mail/index.js';
import { MondayAction, MondayEvent, MondayField, MondayTrigger } from '../../../src/monday/index.js';
import { QueueHandler } from '../../../src/queue/index.js';
import { eventually, TestApp, type PlatformUser } from '../../../src/testing/index.js';

class ReminderVariables {
  @IsWholeNumber(0, 23) REMINDER_HOUR: number = 8;
  @IsOptional() @IsString() REMINDER_CHANNEL?: string;
  @IsOptional() @Secret() @IsString() REMINDER_KEY?: string;
}

const mailOf = (name: string): NamedMailTemplate<{ item: string }> =>
  new NamedMailTemplate({
    name,
    example: { item: 'Translate' },
    write: ({ item }) => ({ subject: `${item} is due`, html: html`<p>${item}</p>` }),
  });
const DUE_MAIL = mailOf('reminders.due');

@Injectable()
class Reminders {
  constructor(
    readonly variables: ReminderVariables,
    readonly secrets: SecretService,
    readonly environment: EnvironmentVariablesService,
    readonly calls: ApiCalls,
    readonly mail: MailService,
  ) {}

  isDown = false;

  @HealthCheck('calendar')
  check(): Promise<void> {
    return this.isDown ? Promise.reject(new Error('refused')) : Promise.resolve();
  }
}

@Feature({
  name: 'reminders',
  imports: [MailModule, SecretsModule],
  providers: [Reminders],
  variables: ReminderVariables,
  scopes: { 'users:read': 'reminders names the owner of an item' },
  apis: ['calendar'],
  mailTemplates: [DUE_MAIL],
})
class RemindersFeature {}

@Public()
@Controller('same')
class FirstController {
  @Get(':id')
  read(): object {
    return {};
  }
}

@Public()
@Controller('same')
class SecondController {
  @Get(':name')
  read(): object {
    return {};
  }
}

@Feature({ name: 'first', controllers: [FirstController] })
class FirstFeature {}
@Feature({ name: 'second', controllers: [SecondController] })
class SecondFeature {}

class Fields {
  text!: string;
}
class RuledFields {
  @IsString() text!: string;
}

@Injectable()
class Claims {
  @HealthCheck('calendar')
  check(): Promise<void> {
    return Promise.resolve();
  }
}
@Feature({ name: 'claims', providers: [Claims] })
class ClaimsFeature {}

@Injectable()
class Blind {
  @MondayAction('blind', Fields)
  run(): void {}
}
@Feature({ name: 'blind', providers: [Blind] })
class BlindFeature {}

@Injectable()
class Misspelled {
  // @ts-expect-error the compiler reports it too
  @MondayEvent('create_itm')
  created(): void {}
}
@Feature({ name: 'misspelled', providers: [Misspelled] })
class MisspelledFeature {}

@Injectable()
class One {
  @MondayAction('same', RuledFields)
  run(): void {}
  @MondayCron('same', '0 3 * * *')
  tick(): void {}
  @QueueHandler('same', RuledFields)
  work(): void {}
  @MondayTrigger('same')
  subscribed(): void {}
  @MondayField('same')
  options(): object {
    return [];
  }
}
@Injectable()
class OtherTrigger {
  @MondayTrigger('same')
  subscribed(): void {}
}
@Injectable()
class OtherField {
  @MondayField('same')
  options(): object {
    return [];
  }
}
@Injectable()
class OtherAction {
  @MondayAction('same', RuledFields)
  run(): void {}
}
@Injectable()
class OtherCron {
  @MondayCron('same', '0 3 * * *')
  tick(): void {}
}
@Injectable()
class OtherHandler {
  @QueueHandler('same', RuledFields)
  work(): void {}
}
@Injectable()
class BadCron {
  @MondayCron('daily', 'at noon')
  tick(): void {}
}
class TickVariables {
  @IsString() TICK_SCHEDULE: string = '0 3 * * *';
}
@Injectable()
class VariableCron {
  @MondayCron('tick', fromVariable(TickVariables, 'TICK_SCHEDULE'))
  tick(): void {}
}
@Feature({ name: 'ticking', providers: [VariableCron], variables: TickVariables })
class TickingFeature {}
@Feature({ name: 'one', providers: [One] })
class OneFeature {}

@Feature({ name: 'owner', scopes: { 'boards:own': 'owner reads boards' } as never })
class UnknownScopeFeature {}
@Feature({ name: 'echo', variables: ReminderVariables })
class EchoFeature {}

@Feature({ name: 'copy', mailTemplates: [mailOf('reminders.due')] })
class CopiedMailFeature {}
const wordless = { name: 'wordless.mail', example: { item: 'x' }, write: () => ({ subject: 'A mail' }) };
@Feature({ name: 'wordless', mailTemplates: [new NamedMailTemplate(wordless)] })
class WordlessFeature {}

const featureOf = (provider: Type<object>): Type<object> => {
  @Feature({ name: 'other', providers: [provider] })
  class OtherFeature {}
  return OtherFeature;
};

const started = async (imports: Type<object>[], variables: Record<string, string> = {}): Promise<string> => {
  try {
    await (await TestApp.start({ imports, variables })).close();
    return 'started';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a feature', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({
      imports: [RemindersFeature],
      variables: { REMINDER_HOUR: '17', REMINDER_KEY: 'a key of mine', METRICS_TOKEN: 'a-token-of-metrics' },
    });
  });
  afterAll(() => app.close());

  it('reads its typed variables and its secrets', () => {
    const { variables, secrets, environment } = app.get(Reminders);
    expect(variables.REMINDER_HOUR).toBe(17);
    expect(variables.REMINDER_CHANNEL).toBeUndefined();
    expect(variables.REMINDER_KEY).toBe('a key of mine');
    expect(JSON.stringify(variables)).not.toContain('a key of mine');
    expect(secrets.get('REMINDER_KEY')).toBe('a key of mine');
    expect(environment.get('REMINDER_HOUR')).toBe('17');
    expect(environment.get('REMINDER_KEY')).toBeUndefined();
  });

  it('requests its scopes in the login', async () => {
    const { location } = await app.http().get('/auth/login');
    expect(new URL(location!).searchParams.get('scope')?.split(' ')).toContain('users:read');
    const { http } = await app.login();
    const scopes = (await http.get('/auth/me')).json<{ scopes: string[] }>().scopes;
    expect(scopes).toContain('users:read');
    expect(scopes).not.toContain('webhooks:write');
  });

  it('has its scopes in the tokens that the local platform issues, and no others', async () => {
    const headers = { authorization: await app.platform.accessToken() };
    const ask = async (query: string): Promise<string> =>
      (await app.platform.http.post('/v2', { query }, { headers })).text;
    expect(await ask('{ users { id } }')).not.toContain('"errors"');
    expect(await ask('{ teams { id } }')).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('declares its variables to the local platform, by kind', async () => {
    const declared = (await app.platform.http.get('/__sandbox/declaration')).json();
    expect(declared).toMatchObject({
      secretNames: ['REMINDER_KEY'],
      variableNames: ['REMINDER_HOUR', 'REMINDER_CHANNEL'],
    });
  });

  it('counts its calls to another API', async () => {
    const { calls } = app.get(Reminders);
    await expect(calls.run('calendar', () => Promise.resolve(1))).resolves.toBe(1);
    await expect(calls.run('other', () => Promise.resolve(1))).rejects.toThrow(/No feature declares the API/);
    const { text } = await app.http('a-token-of-metrics').get('/metrics');
    expect(text).toContain('api_call_duration_seconds_count{api="calendar",outcome="ok"} 1');
  });

  it('has its mails sent, filled and escaped, and no mail of a template that no feature declares', async () => {
    const { mail } = app.get(Reminders);
    const [{ id: userId, account }] = (await app.users()) as [PlatformUser];
    const to = 'due@example.com';
    const mails = `${app.platform.url}/__sandbox/mails`;
    await runAs({ accountId: account.id, userId, kind: 'job' }, async () => {
      const values = { item: '<b>' };
      await mail.send({ to, template: DUE_MAIL, values });
      const undeclared = mail.send({ to, template: mailOf('reminders.other'), values });
      await expect(undeclared).rejects.toThrow(
        'No feature declares the mail template "reminders.other". Add it to "mailTemplates" of the feature that sends it.',
      );
    });
    const { id } = await eventually(async () => {
      const reply = await app.http().get(mails, { query: { recipient: to } });
      return reply.json<{ id: string }[]>()[0];
    });
    expect((await app.http().get(`${mails}/${id}`)).json()).toMatchObject({
      subject: '<b> is due',
      html: expect.stringContaining('<p>&lt;b&gt;</p>') as string,
    });
  });

  it('has its health check in /health', async () => {
    expect((await app.http().get('/health')).json()).toMatchObject({
      status: 'ok',
      checks: { calendar: { status: 'up' } },
    });
    app.get(Reminders).isDown = true;
    const { status, text } = await app.http().get('/health');
    expect(status).toBe(503);
    expect(text).not.toContain('refused');
    app.get(Reminders).isDown = false;
  });

  it('reads its secret from a file', async () => {
    const file = join(app.dataDir, 'key');
    await writeFile(file, 'from a file\n');
    const other = await TestApp.start({
      imports: [RemindersFeature],
      variables: { REMINDER_KEY_FILE: file },
    });
    try {
      expect(other.get(Reminders).variables.REMINDER_KEY).toBe('from a file');
    } finally {
      await other.close();
    }
  });

  it('stops the app at startup if its variable is invalid, or if another feature has the same path', async () => {
    expect(await started([RemindersFeature], { REMINDER_HOUR: '24' })).toContain(
      'REMINDER_HOUR: must be a whole number from 0 to 23 (feature "reminders")',
    );
    expect(await started([FirstFeature, SecondFeature])).toBe(
      'Feature "second" (SecondController.read): the route GET /same/* is declared twice, also by feature "first" (FirstController.read). Give one of them another path.',
    );
  });

  it('may have the schedule of a job in a variable, which is checked at the start', async () => {
    expect(await started([TickingFeature])).toBe('started');
    expect(await started([TickingFeature], { TICK_SCHEDULE: '*/5 * * * *' })).toBe('started');
    for (const schedule of ['at noon', '0 0 31 2 *', '61 * * * *']) {
      expect(await started([TickingFeature], { TICK_SCHEDULE: schedule })).toMatch(
        /^Feature "ticking" \(VariableCron\.tick\): .+ It comes from the variable TICK_SCHEDULE\. Use five fields.+$/,
      );
    }
  });

  it.each<[string, Type<object>[], RegExp]>([
    [
      'a schedule from a variable',
      [featureOf(VariableCron)],
      /^Feature "other" .+ the schedule of "tick" comes from TICK_SCHEDULE, but no feature declares TickVariables\. Add/,
    ],
    [
      'a scope',
      [UnknownScopeFeature],
      /^Feature "owner": monday has no scope "boards:own"\. Use boards:read or boards:write\.$/,
    ],
    [
      'a variable',
      [RemindersFeature, EchoFeature],
      /^Feature "echo": the variable "REMINDER_HOUR" is declared twice, also by feature "reminders"\. Rename/,
    ],
    [
      'a mail template',
      [RemindersFeature, CopiedMailFeature],
      /^Feature "copy": the mail template "reminders\.due" is declared twice, also by feature "reminders"\. Rename/,
    ],
    [
      'a mail without content',
      [WordlessFeature],
      /^Feature "wordless": the mail template "wordless\.mail" cannot be rendered with its example: .+ Correct "write" or/,
    ],
    [
      'a health check',
      [RemindersFeature, ClaimsFeature],
      /^Feature "claims" \(Claims\.check\): the health check "calendar" is declared twice, also by feature "reminders"/,
    ],
    [
      'an action',
      [OneFeature, featureOf(OtherAction)],
      /^Feature "other" \(OtherAction\.run\): the action "same" is declared twice, also by feature "one" \(One\.run\)\. Rename/,
    ],
    [
      'a scheduled job',
      [OneFeature, featureOf(OtherCron)],
      /^Feature "other" .+ the scheduled job "same" is declared twice/,
    ],
    [
      'a queue handler',
      [OneFeature, featureOf(OtherHandler)],
      /^Feature "other" .+ the queue handler "same" is declared twice/,
    ],
    [
      'a trigger',
      [OneFeature, featureOf(OtherTrigger)],
      /^Feature "other" \(OtherTrigger\.subscribed\): the trigger "same" is declared twice, .+ Rename one of them\.$/,
    ],
    [
      'a field',
      [OneFeature, featureOf(OtherField)],
      /^Feature "other" \(OtherField\.options\): the field "same" is declared twice, .+ Rename one of them\.$/,
    ],
    [
      'a schedule',
      [featureOf(BadCron)],
      /^Feature "other" \(BadCron\.tick\): The scheduled job "daily" needs a schedule/,
    ],
    [
      'an input without rules',
      [BlindFeature],
      /^Feature "blind" \(Blind\.run\): Fields, the input of the action "blind", has no property with a rule\. Add one/,
    ],
    [
      'an event',
      [MisspelledFeature],
      /^Feature "misspelled" \(Misspelled\.created\): monday has no event "create_itm"\. Did you mean "create_item"\?$/,
    ],
  ])(
    'stops the app at startup, with one line, for %s that is impossible',
    async (_what, features, message) => {
      const text = await started(features);
      expect(text).toMatch(message);
      expect(text).not.toContain('\n');
    },
  );
});
