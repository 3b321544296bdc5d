import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { type Request } from 'express';
import { AccountAdmissionGuard } from '../../../src/account-limits/index.js';
import { enterAs, type CallerContext } from '../../../src/caller/index.js';
import { AppConfig, ConfigModule, localKeys } from '../../../src/config/index.js';
import { ErrorsModule } from '../../../src/errors/index.js';
import {
  applyHttpRules,
  BodyGuard,
  FastExpressAdapter,
  SERVER_LIMITS,
  HttpModule,
  UnknownQueryGuard,
} from '../../../src/http/index.js';
import { LoggingModule } from '../../../src/logging/index.js';
import { StorageModule } from '../../../src/storage/index.js';
import { TelemetryModule } from '../../../src/telemetry/index.js';

/** Takes the caller from a header, in place of the app's own guard. */
@Injectable()
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const caller = context.switchToHttp().getRequest<Request>().headers['x-caller'];
    enterAs(JSON.parse(String(caller)) as CallerContext);
    return true;
  }
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The text as JSON. */
  readonly body: unknown;
}

export interface Call {
  readonly caller?: CallerContext;
  readonly headers?: Record<string, string>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly text?: string;
}

const USER: CallerContext = { accountId: '1001', userId: '1', kind: 'user' };

/** The storage routes behind the app's HTTP rules, without its logins. */
export class StorageApp {
  private constructor(
    private readonly app: NestExpressApplication,
    private readonly folder: string,
  ) {}

  static async start(): Promise<StorageApp> {
    const folder = await mkdtemp(join(tmpdir(), 'storage-app-'));
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(
          { DATA_DIR: folder, LOG_LEVEL: 'silent', ...localKeys(folder) },
          { own: [], scopes: [] },
        ),
        LoggingModule,
        TelemetryModule,
        ErrorsModule,
        StorageModule,
        HttpModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: HeaderGuard },
        { provide: APP_GUARD, useExisting: AccountAdmissionGuard },
        { provide: APP_GUARD, useExisting: UnknownQueryGuard },
        { provide: APP_GUARD, useExisting: BodyGuard },
      ],
    }).compile();
    const app = module.createNestApplication<NestExpressApplication>(new FastExpressAdapter(SERVER_LIMITS), {
      bodyParser: false,
      logger: false,
    });
    applyHttpRules(app, app.get(AppConfig));
    await app.listen(0, '127.0.0.1');
    return new StorageApp(app, folder);
  }

  /** Sends a request with exactly this path: nothing is normalised on the way. */
  call(method: string, path: string, { caller = USER, headers, body, text }: Call = {}): Promise<Reply> {
    const { port } = this.app.getHttpServer().address() as AddressInfo;
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          port,
          method,
          path,
          headers: {
            'x-caller': JSON.stringify(caller),
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const reply = Buffer.concat(chunks).toString('utf8');
            const isJson = incoming.headers['content-type']?.startsWith('application/json') === true;
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text: reply,
              body: isJson && reply !== '' ? (JSON.parse(reply) as unknown) : undefined,
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.folder, { recursive: true });
  }
}
