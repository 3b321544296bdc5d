import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Injectable, type Type } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Public } from '../../src/caller/index.js';
import { IsWholeNumber, Secret } from '../../src/config/index.js';
import { ApiCalls, Feature } from '../../src/feature/index.js';
import { EnvironmentVariablesService, SecretService, SecretsModule } from '../../src/secrets/index.js';
import { TestApp } from '../../src/testing/index.js';

class ReminderVariables {
  @IsWholeNumber(0, 23) REMINDER_HOUR: number = 8;
  @IsOptional() @IsString() REMINDER_CHANNEL?: string;
  @IsOptional() @Secret() @IsString() REMINDER_KEY?: string;
}

@Injectable()
class Reminders {
  constructor(
    readonly variables: ReminderVariables,
    readonly secrets: SecretService,
    readonly environment: EnvironmentVariablesService,
    readonly calls: ApiCalls,
  ) {}
}

@Feature({
  name: 'reminders',
  imports: [SecretsModule],
  providers: [Reminders],
  variables: ReminderVariables,
  scopes: { 'users:read': 'reminders names the owner of an item' },
  apis: ['calendar'],
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

  it('reads its variables typed, and its secrets', () => {
    const { variables, secrets, environment } = app.get(Reminders);
    expect(variables.REMINDER_HOUR).toBe(17);
    expect(variables.REMINDER_CHANNEL).toBeUndefined();
    expect(variables.REMINDER_KEY).toBe('a key of mine');
    expect(JSON.stringify(variables)).not.toContain('a key of mine');
    expect(secrets.get('REMINDER_KEY')).toBe('a key of mine');
    expect(environment.get('REMINDER_HOUR')).toBe('17');
    expect(environment.get('REMINDER_KEY')).toBeUndefined();
  });

  it('has its scopes asked for by the login', async () => {
    const { location } = await app.http().get('/auth/login');
    expect(new URL(location!).searchParams.get('scope')?.split(' ')).toContain('users:read');
    const { http } = await app.login();
    const scopes = (await http.get('/auth/me')).json<{ scopes: string[] }>().scopes;
    expect(scopes).toContain('users:read');
    expect(scopes).not.toContain('webhooks:write');
  });

  it('has its calls to another API counted', async () => {
    const { calls } = app.get(Reminders);
    await expect(calls.run('calendar', () => Promise.resolve(1))).resolves.toBe(1);
    await expect(calls.run('other', () => Promise.resolve(1))).rejects.toThrow(/No feature declares the API/);
    const { text } = await app.http('a-token-of-metrics').get('/metrics');
    expect(text).toContain('api_call_duration_seconds_count{api="calendar",outcome="ok"} 1');
  });

  it('has its secret read from a file', async () => {
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

  it('ends the start if its variable is wrong, or if another feature has its path', async () => {
    expect(await started([RemindersFeature], { REMINDER_HOUR: '24' })).toContain(
      'REMINDER_HOUR: must be a whole number from 0 to 23 (feature "reminders")',
    );
    expect(await started([FirstFeature, SecondFeature])).toBe(
      'Feature "second" (SecondController.read): the route GET /same/* is declared twice, also by feature "first" (FirstController.read). Give one of them another path.',
    );
  });
});
