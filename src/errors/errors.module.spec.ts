import { request as httpRequest } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  BadRequestException,
  Body,
  Controller,
  ForbiddenException,
  Get,
  Logger,
  Param,
  Post,
  Req,
  Res,
  ServiceUnavailableException,
  ValidationPipe,
  type LoggerService,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { IsInt } from 'class-validator';
import { json, type NextFunction, type Request, type Response } from 'express';
import {
  BaseError,
  BlockRoutes,
  ErrorsModule,
  markAsBlockRequest,
  MondayCodeAPIError,
  ValidationFailedException,
  type ErrorBody,
} from './index.js';

class RuleBrokenError extends BaseError {
  constructor() {
    super({
      code: 'sample.rule_broken',
      status: 409,
      message: 'The rule is broken.',
      details: { loginUrl: 'http://localhost/auth/login' },
      cause: new Error('db row 7 at postgres://root:hunter2@db/app'),
    });
  }
}

class BusyError extends BaseError {
  constructor(retryAfterSeconds = 1.2) {
    super({ code: 'sample.busy', status: 503, message: 'Busy.', retryAfterSeconds });
  }
}

class Payload {
  @IsInt() count!: number;
}

const upstream = (): Error =>
  Object.assign(new Error('GET https://api.example/v2?token=s3cret with Bearer s3cret failed'), {
    status: 404,
    config: { headers: { authorization: 's3cret' } },
  });

const THROWN: Record<string, () => unknown> = {
  forbidden: () => new ForbiddenException('Only admins.'),
  unavailable: () => new ServiceUnavailableException('disk /dev/sda1 is full'),
  validation: () => new ValidationFailedException([{ field: 'a.b', message: 'must be a string' }]),
  messages: () => new BadRequestException(['count must be an integer number']),
  rule: () => new RuleBrokenError(),
  busy: () => new BusyError(),
  limited: () =>
    new MondayCodeAPIError({
      api: 'graphql',
      failure: 'rate_limited',
      retryAfterSeconds: 7,
      cause: upstream(),
    }),
  timeout: () => new MondayCodeAPIError({ api: 'oauth', failure: 'timeout' }),
  bug: () => new TypeError('undefined is not a function'),
  upstream,
  nothing: () => undefined,
};

@Controller()
class SampleController {
  @Get('throw/:name')
  fail(@Param('name') name: string): never {
    throw THROWN[name]?.();
  }

  @Get('block/:name')
  failBlock(@Param('name') name: string, @Req() request: Request): never {
    markAsBlockRequest(request);
    throw THROWN[name]?.();
  }

  @Get('prepared')
  failPrepared(@Res() response: Response): never {
    response.setHeader('ETag', '"1"').setHeader('Content-Type', 'text/html').status(201);
    response.setHeader('Cache-Control', 'public, max-age=60').setHeader('Content-Disposition', 'attachment');
    throw new RuleBrokenError();
  }

  @Get('started')
  failStarted(@Res() response: Response): never {
    response.write('half');
    throw new RuleBrokenError();
  }

  @Post('body')
  accept(@Body() payload: Payload): Payload {
    return payload;
  }

  @Post('monday/actions/:name')
  run(@Body() payload: Payload): Payload {
    return payload;
  }
}

interface Line {
  readonly level: string;
  readonly entry: Record<string, unknown>;
}

class MemoryLogger implements LoggerService {
  readonly lines: Line[] = [];
  error(entry: unknown, ...rest: unknown[]): void {
    this.keep('error', entry, rest);
  }
  log(entry: unknown, ...rest: unknown[]): void {
    this.keep('log', entry, rest);
  }
  warn(): void {}
  private keep(level: string, entry: unknown, rest: unknown[]): void {
    if (rest.at(-1) === 'Errors') this.lines.push({ level, entry: entry as Record<string, unknown> });
  }
}

describe('ErrorsModule', () => {
  const logger = new MemoryLogger();
  let app: NestExpressApplication;
  let url: string;

  beforeAll(async () => {
    class AppModule {}
    Reflect.defineMetadata('imports', [ErrorsModule], AppModule);
    Reflect.defineMetadata('controllers', [SampleController], AppModule);
    app = await NestFactory.create<NestExpressApplication>(AppModule, {
      logger,
      bodyParser: false,
      abortOnError: false,
    });
    app.disable('etag');
    app.use((request: Request & { id?: string }, _response: Response, next: NextFunction) => {
      request.id = 'request-1';
      next();
    });
    app.use(json({ limit: 100 }));
    app.useGlobalPipes(
      new ValidationPipe({
        exceptionFactory: (errors) => ValidationFailedException.fromValidationErrors(errors),
      }),
    );
    app.get(BlockRoutes).add('/monday/actions/*');
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await app.close();
    Logger.overrideLogger(['error']);
  });

  beforeEach(() => logger.lines.splice(0));

  async function get(path: string): Promise<{ response: globalThis.Response; body: ErrorBody }> {
    const response = await fetch(url + path);
    return { response, body: (await response.json()) as ErrorBody };
  }

  async function post(path: string, body: string, type = 'application/json'): Promise<ErrorBody> {
    const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': type }, body });
    return (await response.json()) as ErrorBody;
  }

  it('answers an HttpException with its own text and a code made of its status', async () => {
    const { response, body } = await get('/throw/forbidden');
    expect(response.status).toBe(403);
    expect(body).toEqual({
      error: 'HTTPException',
      code: 'http.forbidden',
      message: 'Only admins.',
      statusCode: 403,
      requestId: 'request-1',
    });
  });

  it('does not show the text of an HttpException of the server', async () => {
    const { body } = await get('/throw/unavailable');
    expect(body).toMatchObject({ code: 'http.service_unavailable', statusCode: 503 });
    expect(JSON.stringify(body)).not.toContain('sda1');
  });

  it('lists what is wrong with the input', async () => {
    const { body } = await get('/throw/validation');
    expect(body).toMatchObject({
      code: 'validation.failed',
      statusCode: 400,
      details: [{ field: 'a.b', message: 'must be a string' }],
    });
    expect(await post('/body', '{"count":"5"}')).toMatchObject({
      error: 'HTTPException',
      code: 'validation.failed',
      details: [{ field: 'count' }],
    });
  });

  it("takes over the messages of Nest's own validation", async () => {
    const { body } = await get('/throw/messages');
    expect(body).toMatchObject({
      code: 'validation.failed',
      details: [{ field: 'count', message: 'count must be an integer number' }],
    });
  });

  it('answers a broken rule with its code, status and details', async () => {
    const { body } = await get('/throw/rule');
    expect(body).toMatchObject({
      error: 'BaseError',
      code: 'sample.rule_broken',
      statusCode: 409,
      details: { loginUrl: 'http://localhost/auth/login' },
    });
    expect(JSON.stringify(body)).not.toContain('db row');
  });

  it('answers a failed call to monday without its text, and says when to come back', async () => {
    const { response, body } = await get('/throw/limited');
    expect(response.headers.get('retry-after')).toBe('7');
    expect(body).toMatchObject({
      error: 'MondayCodeAPIError',
      code: 'graphql.rate_limited',
      statusCode: 503,
      details: { api: 'graphql' },
    });
    expect(JSON.stringify(body)).not.toContain('api.example');
    expect((await get('/throw/timeout')).response.status).toBe(504);
  });

  it.each([NaN, Infinity])('takes %d seconds until a retry as absent', (retryAfterSeconds) => {
    expect(new BusyError(retryAfterSeconds).retryAfterSeconds).toBeUndefined();
    const ofMonday = { api: 'graphql', failure: 'unavailable', retryAfterSeconds } as const;
    expect(new MondayCodeAPIError(ofMonday).retryAfterSeconds).toBe(5);
  });

  it('sends whole seconds in Retry-After', async () => {
    expect((await get('/throw/busy')).response.headers.get('retry-after')).toBe('2');
  });

  it.each(['bug', 'upstream', 'nothing'])('answers %s with 500 and no detail', async (name) => {
    const { response, body } = await get(`/throw/${name}`);
    expect(response.status).toBe(500);
    expect(body).toEqual({
      error: 'InternalServerError',
      code: 'internal',
      message: 'Something went wrong on our side.',
      statusCode: 500,
      requestId: 'request-1',
    });
  });

  it('answers what the body parser refuses in the same body', async () => {
    expect(await post('/body', '{"count":')).toMatchObject({
      error: 'HTTPException',
      code: 'http.bad_request',
    });
    expect(await post('/body', JSON.stringify('x'.repeat(200)))).toMatchObject({
      code: 'http.payload_too_large',
    });
    expect(await post('/body', '{}', 'application/json; charset=ebcdic')).toMatchObject({
      code: 'http.unsupported_media_type',
    });
  });

  it('neither shows nor logs the broken body', async () => {
    const body = await post('/body', '{"password":s3cret}');
    expect(body).toMatchObject({ code: 'http.bad_request' });
    expect(JSON.stringify([body, logger.lines])).not.toContain('s3cret');
    expect(logger.lines).toHaveLength(1);
  });

  it('answers bad percent-encoding with 400, and says where it is', async () => {
    const { body } = await get('/throw/%E0%A4%A');
    expect(body).toMatchObject({ error: 'HTTPException', code: 'http.bad_request', statusCode: 400 });
    expect(body['message']).toBe('The path is not percent-encoded UTF-8.');
  });

  it('answers an unknown route without its address', async () => {
    const { body } = await get('/nowhere?token=s3cret');
    expect(body).toMatchObject({ code: 'http.not_found', statusCode: 404 });
    expect(JSON.stringify([body, logger.lines])).not.toContain('s3cret');
  });

  it('drops what was prepared for a success', async () => {
    const { response } = await get('/prepared');
    expect(response.status).toBe(409);
    expect(response.headers.get('etag')).toBeNull();
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('cuts the connection where half a reply is out', async () => {
    const outcome = await new Promise<string>((resolve) => {
      httpRequest(`${url}/started`, (response) => {
        response.on('error', () => resolve('cut')).on('end', () => resolve('complete'));
        response.resume();
      })
        .on('error', () => resolve('cut'))
        .end();
    });
    expect(outcome).toBe('cut');
    expect(logger.lines).toHaveLength(1);
  });

  it('tells monday of a lasting failure of a block', async () => {
    const { body } = await get('/block/rule');
    const description = 'The rule is broken. Log in here: http://localhost/auth/login';
    expect(body).toMatchObject({
      code: 'sample.rule_broken',
      severityCode: 4000,
      notificationErrorTitle: 'The automation could not run',
      notificationErrorDescription: description,
      runtimeErrorDescription: description,
    });
  });

  it('adds nothing to a passing failure of a block, so that monday retries', async () => {
    const { body } = await get('/block/limited');
    expect(body).not.toHaveProperty('severityCode');
  });

  it('knows a block by its route where the request fails before any guard', async () => {
    expect(await post('/monday/actions/any', '{"count":')).toMatchObject({ severityCode: 4000 });
    expect(await post('/monday/actions/any/other', '{}')).not.toHaveProperty('severityCode');
  });

  it('logs each failure once, with its causes, at the level of its side', async () => {
    await get('/throw/rule');
    await get('/throw/limited');
    expect(logger.lines.map((line) => line.level)).toEqual(['log', 'error']);
    expect(logger.lines[0]?.entry).toMatchObject({
      requestId: 'request-1',
      code: 'sample.rule_broken',
      err: { type: 'RuleBrokenError', cause: { message: 'db row 7 at postgres://***@db/app' } },
    });
  });

  it('logs the stack of a bug, and none of an expected 503', async () => {
    await get('/throw/limited');
    await get('/throw/upstream');
    expect(logger.lines.map(({ entry }) => entry)).toMatchObject([{ status: 503 }, { status: 500 }]);
    expect(JSON.stringify(logger.lines[0])).not.toContain('"stack"');
    expect(JSON.stringify(logger.lines[1])).toContain('"stack"');
  });

  it('keeps secrets out of the log', async () => {
    await get('/throw/limited');
    await get('/throw/upstream');
    expect(JSON.stringify(logger.lines)).toContain('api.example');
    expect(JSON.stringify(logger.lines)).not.toContain('s3cret');
  });
});
