import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Type } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { SCOPES } from 'monday-persistence/configuration';
import { DatabaseCopy, PlatformDatabase } from '../../database/index.js';
import { KEEP_ALIVE_MS } from '../../listen-on-loopback.js';
import { loadPeople, SandboxSettings, SandboxState, StateModule } from '../../state/index.js';
import { PlanBudgetRegistry, BoardSeeder, GraphQLModule } from '../index.js';

/** Ids in the seed. */
export const ADMIN = '58120443';
export const MEMBER = '58120517';
export const VIEWER = '58120662';
export const FOREIGNER = '61944108';
export const BOARD = '7310284655';
export const FOREIGN_BOARD = '8840517329';

export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Data | null;
    readonly errors?: {
      readonly message: string;
      readonly path?: unknown[];
      readonly locations?: unknown[];
      readonly extensions: Record<string, unknown>;
    }[];
    readonly account_id?: number;
    readonly extensions?: Record<string, unknown>;
  };
}

export interface Ask {
  readonly as?: string;
  readonly variables?: object;
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts the GraphQL API of the platform on a free port, with a temporary data folder. */
export class ApiUnderTest {
  private app: NestExpressApplication | undefined;
  /** How many rows had been written when the last reset was done. */
  private changesAtReset: number | undefined;

  private constructor(private readonly folder: string) {}

  static async start(): Promise<ApiUnderTest> {
    const api = new ApiUnderTest(await mkdtemp(join(tmpdir(), 'monday-api-')));
    await api.open();
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.running.getHttpServer().address() as AddressInfo).port}/v2`;
  }

  /** A provider of the platform. */
  get<T>(type: Type<T>): T {
    return this.running.get(type);
  }

  /** Sends a query, by default as the admin of the first account. */
  async ask<Data = Record<string, unknown>>(query: string, ask: Ask = {}): Promise<Answer<Data>> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: await this.get(SandboxState).issueAccessToken(ask.as ?? ADMIN),
        ...(ask.version === undefined ? {} : { 'api-version': ask.version }),
        ...ask.headers,
      },
      body: JSON.stringify({ query, variables: ask.variables }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer<Data>['body'],
    };
  }

  /** Returns the data of a query that must succeed. @throws Error with the errors of the response */
  async data<Data = Record<string, unknown>>(query: string, ask: Ask = {}): Promise<Data> {
    const { body } = await this.ask<Data>(query, ask);
    if (body.errors || !body.data) throw new Error(JSON.stringify(body.errors));
    return body.data;
  }

  /** The data of a mutation with a file as the variable `file`, in the form of @mondaydotcomorg/api. @throws Error */
  async upload(query: string, text: string): Promise<Record<string, unknown>> {
    const form = new FormData();
    form.set('query', query);
    form.set('variables', '{"file":null}');
    form.set('map', '{"0":["variables.file"]}');
    form.set('0', new File([text], 'note.txt', { type: 'text/plain' }));
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { authorization: await this.get(SandboxState).issueAccessToken(ADMIN) },
      body: form,
    });
    const { data, errors } = (await response.json()) as Answer['body'];
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The code of the first error. */
  async code(query: string, ask: Ask = {}): Promise<unknown> {
    return (await this.ask(query, ask)).body.errors?.[0]?.extensions['code'];
  }

  get database(): PlatformDatabase {
    return this.running.get(PlatformDatabase);
  }

  /** Resets the database to the seed, unless it is still as after the last reset. */
  reset(): void {
    const { database } = this;
    if (database.changeCount() !== this.changesAtReset) {
      new DatabaseCopy(database).clear();
      loadPeople(database, this.get(SandboxSettings).seed);
      this.get(BoardSeeder).load();
      this.changesAtReset = database.changeCount();
    }
    this.get(PlanBudgetRegistry).reset();
  }

  /** Restarts the platform with the same folder. */
  async restart(): Promise<void> {
    await this.running.close();
    this.changesAtReset = undefined;
    await this.open();
  }

  async close(): Promise<void> {
    await this.running.close();
    await rm(this.folder, { recursive: true });
  }

  private get running(): NestExpressApplication {
    if (!this.app) throw new Error('The API is not started.');
    return this.app;
  }

  private async open(): Promise<void> {
    const settings = new SandboxSettings({
      app: {
        clientId: 'app',
        clientSecret: 'client-secret',
        signingSecret: 'signing-secret',
        queueSecret: 'q',
        redirectUris: [],
        scopes: SCOPES,
        flow: undefined,
      },
      appUrl: '',
      smtpPort: 0,
      sidecarPort: undefined,
      limits: true,
      accessTokenSeconds: 3600,
      variables: {},
    });
    const module = await Test.createTestingModule({
      imports: [StateModule.forRoot(settings, join(this.folder, 'sandbox.db')), GraphQLModule],
    }).compile();
    this.app = module.createNestApplication<NestExpressApplication>({ bodyParser: true });
    this.app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
    await this.app.listen(0, '127.0.0.1');
  }
}
