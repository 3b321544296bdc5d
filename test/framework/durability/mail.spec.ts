import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { HttpClient, MondayRequests } from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { testProgram } from '../support/compiled-app.js';

const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 3);
const MAILS = 30;
const USER = { id: '2', account: { id: '1' } } as Parameters<MondayRequests['block']>[1];

jest.setTimeout(60_000 + ROUNDS * 10_000);

/** A mail server that greylists: every other recipient is refused at its first try. */
class Greylisting {
  readonly received = new Set<string>();
  readonly events = new EventEmitter();
  private readonly seen = new Set<string>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => {
      const isNew = !this.seen.has(address) && address.includes('odd');
      this.seen.add(address);
      done(isNew ? Object.assign(new Error('Greylisted'), { responseCode: 450 }) : null);
    },
    onData: (stream, session, done) => {
      // A client that is killed in the middle has sent nothing.
      text(stream).then(() => {
        for (const { address } of session.envelope.rcptTo) this.received.add(address);
        done();
        this.events.emit('received');
      }, done);
    },
  });

  async listen(): Promise<number> {
    // A client that was killed is an error to this library.
    this.server.on('error', () => undefined);
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    return (this.server.server.address() as AddressInfo).port;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.events, 'received');
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe('mails of an app that is killed', () => {
  let folder: string;
  let smtp: Greylisting;
  let child: ChildProcess | undefined;
  let variables: ReturnType<typeof testVariables>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mails-killed-'));
    smtp = new Greylisting();
    variables = testVariables(
      folder,
      {},
      {
        LOG_LEVEL: 'info',
        MONDAY_OAUTH_CLIENT_ID: 'app',
        PUBLIC_URL: 'http://127.0.0.1',
        MAIL_FROM: 'app@example.com',
        MAIL_PER_MINUTE: '10000',
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: String(await smtp.listen()),
        SMTP_SECURITY: 'none',
      },
    );
  });
  afterEach(async () => {
    await kill();
    await smtp.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<string> {
    const env = { PATH: process.env['PATH'], ...variables };
    const started = fork(await testProgram('app-with-short-lease'), {
      cwd: folder,
      env,
      silent: true,
      execArgv: [],
    });
    child = started;
    let output = '';
    return new Promise((resolve, reject) => {
      started.on('exit', () => reject(new Error(output)));
      started.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      started.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const port = /listening on port (\d+)/.exec(output)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
    });
  }

  async function kill(): Promise<void> {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  const secretsFor = (url: string) => ({
    url,
    clientId: 'app',
    clientSecret: variables['MONDAY_OAUTH_CLIENT_SECRET'] ?? '',
    signingSecret: variables['MONDAY_SIGNING_SECRET'] ?? '',
  });

  /** Sends mails side by side; those that were acknowledged before the kill are added to the list. */
  async function sendMany(url: string, round: number, acknowledged: string[]): Promise<void> {
    const monday = new MondayRequests(() => secretsFor('http://127.0.0.1'));
    const http = new HttpClient(() => url);
    const send = async (index: number): Promise<void> => {
      const to = `${index % 2 === 0 ? 'even' : 'odd'}-${round}-${index}@example.com`;
      const reply = await http.send(monday.block('/fixture/mail', USER, { to, text: 'x' }));
      if (reply.status === 200) acknowledged.push(to);
      else throw new Error(reply.text);
    };
    await Promise.allSettled(Array.from({ length: MAILS }, (_, index) => send(index)));
  }

  it(`reach every recipient that was acknowledged, after ${ROUNDS} kills at other moments`, async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const url = await start();
      const enough = smtp.received.size + 1 + ((round * 7) % 20);
      const sending = sendMany(url, round, acknowledged);
      await smtp.until(() => smtp.received.size >= enough);
      await kill();
      await sending;
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    await start();
    await smtp.until(() => acknowledged.every((to) => smtp.received.has(to)));
    expect(acknowledged.filter((to) => !smtp.received.has(to))).toEqual([]);
  });
});
