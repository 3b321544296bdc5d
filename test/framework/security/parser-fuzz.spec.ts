import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { type Request } from 'express';
import { type AppConfig } from '../../../src/config/index.js';
import { HostUnknownError } from '../../../src/auth/auth.errors.js';
import { PublicAddress } from '../../../src/auth/public-address.js';
import { listCookies, readCookie } from '../../../src/auth/sessions/cookies.js';
import { BaseError } from '../../../src/errors/index.js';
import { readEntityTags } from '../../../src/http/entity-tags.js';
import { checkMail } from '../../../src/mail/check-mail.js';
import { htmlToText } from '../../../src/mail/html-to-text.js';
import { isPlainAddress, wireAddress } from '../../../src/mail/mail-address.js';
import { TestApp } from '../../../src/testing/index.js';

const TEXTS = 2_000;
const REQUESTS = 150;
const MAX_PARTS = 24;

/** A linear congruential generator, so that every run tries the same texts. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Texts made of random parts. */
function textsOf(seed: number, parts: readonly string[], count: number): string[] {
  const random = randomOf(seed);
  const part = (): string => parts[random(parts.length)] ?? '';
  return Array.from({ length: count }, () => Array.from({ length: random(MAX_PARTS) }, part).join(''));
}

const CONTROLS = ['\u0001', '\u007f'];
const ANY = [...' \t"\'()<>@,;:\\/[]?={}.-_%&#!+*0aZ~\u0080\u00a0\u00ff', ...CONTROLS];
/** Not in a header of HTTP. */
const UNICODE = ['\u0000', '\r', '\n', '\u200b', '\u202e', '\ud800', '\udc00', '\u{1f600}', '\u0130', 'ß'];

describe('cookies', () => {
  const parts = [...ANY, '; ', '=', 'session', '__Host-session', '\u00a0__Host-', 'a=b;'];

  it('are parsed without an error into names that are tokens and values without separators', () => {
    for (const cookie of textsOf(1, parts, TEXTS)) {
      const request = { headers: { cookie } } as Request;
      for (const { name, value } of listCookies(request)) {
        expect(name).toMatch(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/);
        expect(value).not.toMatch(/;|^[ \t]|[ \t]$/);
        expect(cookie).toContain(value);
      }
      const own = listCookies(request).filter(({ name }) => name === '__Host-session');
      expect(readCookie(request, '__Host-session')).toBe(own.length === 1 ? own[0]?.value : undefined);
    }
  });
});

describe('entity tags', () => {
  const parts = [...ANY, 'W/', '"a"', ', ', '-gzip"', '"'];

  it('are parsed without an error into values without quotes and control characters', () => {
    let lists = 0;
    for (const header of textsOf(2, parts, TEXTS)) {
      const values = readEntityTags(header);
      if (values?.length) lists += 1;
      for (const value of values ?? []) expect(value).toMatch(/^[\x21\x23-\x7e\x80-\xff]*$/);
    }
    expect(lists).toBeGreaterThan(0);
  });
});

describe('forwarded hosts', () => {
  const parts = [...ANY, 'localhost', '127.0.0.1', '[::1]', ':8080', '@evil.example', '.evil.example'];
  const address = new PublicAddress({ http: { publicUrl: undefined } } as AppConfig);

  it('give an address of this machine, or the error for an unknown host', () => {
    let accepted = 0;
    for (const host of textsOf(3, parts, TEXTS).flatMap((text) => [text, `localhost${text}`])) {
      try {
        const base = address.baseOf({ host, secure: false } as unknown as Request);
        expect(['localhost', '127.0.0.1', '[::1]']).toContain(new URL(base).hostname);
        accepted += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(HostUnknownError);
      }
    }
    expect(accepted).toBeGreaterThan(0);
  });
});

describe('HTML of mails', () => {
  const parts = [
    ...[
      ...ANY,
      ...UNICODE,
      '<p>',
      '</p>',
      '<br/>',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '<li>',
      '<a href="',
    ],
    ...[
      'https://x.example',
      '">',
      '</a>',
      '&amp;',
      '&#x41;',
      '&#1114112;',
      '&#xd800;',
      '<table><td>',
      'text',
    ],
  ];

  it('become text without an error, never much longer than the HTML, and without scripts', () => {
    for (const html of textsOf(4, parts, TEXTS)) {
      const text = htmlToText(`<script>hidden()</script>${html}`);
      expect(text.length).toBeLessThanOrEqual(4 * html.length + 64);
      expect(text).not.toContain('hidden()');
    }
  });
});

describe('addresses of mails', () => {
  const parts = [
    ...[...ANY, ...UNICODE, '@', '.', 'ada', 'example.com', 'ada@example.com', 'müller', 'xn--', '<ada@'],
    ...['Ada ', ', ', '\r\nBcc: eve@example.com', '=?utf-8?q?'],
  ];
  const texts = textsOf(5, parts, TEXTS).flatMap((text) => [
    text,
    `ada${text}@example.com`,
    `ada@a${text}.com`,
  ]);

  it('that are accepted are one address on one line of a header', () => {
    let accepted = 0;
    for (const text of texts) {
      if (!isPlainAddress(text)) continue;
      accepted += 1;
      const wire = wireAddress(text);
      expect(wire).not.toMatch(/[\s\p{C}<>,;]/u);
      expect(isPlainAddress(wire)).toBe(true);
    }
    expect(accepted).toBeGreaterThan(0);
  });

  it('are otherwise refused with an error of the contract, and so are names and subjects', () => {
    for (const text of texts) {
      try {
        const mail = checkMail({ to: { address: 'ada@example.com', name: text }, subject: text, html: text });
        expect(JSON.stringify(mail.to)).not.toMatch(/\\r|\\n/);
        expect(mail.subject).not.toMatch(/[\r\n]/);
      } catch (error) {
        expect(error).toBeInstanceOf(BaseError);
        expect((error as BaseError).status).toBe(400);
      }
    }
  });
});

/** The HTTP parser of Node, alone. */
class RequestParser {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<RequestParser> {
    const server = createServer((request, response) => request.resume().on('end', () => response.end()));
    server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) =>
      socket.end(code === 'HPE_INVALID_EOF_STATE' ? '' : 'broken'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RequestParser(server);
  }

  /** Whether a server waits for more after this text: its first request is neither complete nor broken. */
  async waitsAfter(text: string): Promise<boolean> {
    const socket = connect((this.server.address() as AddressInfo).port, '127.0.0.1').setEncoding('latin1');
    let received = '';
    socket.on('data', (piece: string) => (received += piece)).on('error', () => undefined);
    socket.end(text, 'latin1');
    await new Promise((resolve) => socket.once('close', resolve));
    return received === '';
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('requests', () => {
  let app: TestApp;
  let authorization: string;
  let parser: RequestParser;

  beforeAll(async () => {
    parser = await RequestParser.start();
    app = await TestApp.start({ variables: { TRUST_PROXY: '1', THROTTLE_AUTH_PER_MINUTE: '1000000' } });
    authorization = `Authorization: Bearer ${(await app.login()).accessToken}\r\n`;
  });
  afterAll(async () => {
    await parser.stop();
    await app.close();
  });

  /**
   * The statuses of all replies. A request that is complete, or broken, is answered, and the server ends the connection.
   * The client ends its side of it only if the server would wait for more, since that aborts a request in progress.
   */
  async function statusesOf(text: string): Promise<number[]> {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname).setEncoding('latin1');
    socket.on('error', () => undefined);
    if (await parser.waitsAfter(text)) socket.end(text, 'latin1');
    else socket.write(text, 'latin1');
    let received = '';
    socket.on('data', (piece: string) => (received += piece));
    await new Promise((resolve) => socket.once('close', resolve));
    return [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
  }

  async function expectNoFailure(requests: readonly string[]): Promise<number[]> {
    const all: number[] = [];
    for (const request of requests) {
      const statuses = await statusesOf(request);
      expect({ request, failed: statuses.filter((status) => status >= 500) }).toEqual({
        request,
        failed: [],
      });
      all.push(...statuses);
    }
    expect((await app.http().get('/health/live')).status).toBe(200);
    return all;
  }

  it('with random cookies and forwarded headers are answered without a 500', async () => {
    const parts = [
      ...ANY,
      'for=',
      'proto=https',
      'https',
      '127.0.0.1',
      '[::1]:80',
      'unknown',
      ', ',
      'session=',
    ];
    const names = ['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'Forwarded', 'Cookie'];
    const values = textsOf(
      6,
      parts.filter((part) => !CONTROLS.includes(part)),
      REQUESTS * names.length,
    );
    const requests = Array.from({ length: REQUESTS }, (_, n) => {
      const headers = names.map((name, k) => `${name}: ${values[n * names.length + k] ?? ''}\r\n`).join('');
      return `GET /auth/login HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\n${headers}Connection: close\r\n\r\n`;
    });
    expect(await expectNoFailure(requests)).toHaveLength(REQUESTS);
  });

  it('with random chunks are answered or cut off without a 500', async () => {
    const json = '{"value":1}';
    const parts = [
      ...[
        'b\r\n{"value":1}\r\n',
        '0\r\n\r\n',
        '0\r\n',
        '1\r\n{\r\n',
        '1\r\n}\r\n',
        '\r\n',
        '\n',
        '\r',
        '-1\r\n',
      ],
      ...[
        'ffffffffffffffff1\r\n',
        '0b;a=b\r\n',
        json,
        'g',
        '0x1\r\n',
        ' 2\r\n',
        'Trailer: x\r\n',
        '\u0000',
        '2\r\n"',
      ],
    ];
    const head = `PUT /storage/chunks HTTP/1.1\r\nHost: x\r\n${authorization}Connection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const requests = textsOf(7, parts, REQUESTS).flatMap((text) => [
      `${head}${text}`,
      `${head}b\r\n${json}\r\n${text}0\r\n\r\n`,
    ]);
    const statuses = await expectNoFailure(requests);
    expect(statuses).toEqual(expect.arrayContaining([200, 400]));
  });
});
