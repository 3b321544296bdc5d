import { randomUUID } from 'node:crypto';
import { runAs } from '../../../src/caller/index.js';
import { MondayTriggers } from '../../../src/monday/index.js';
import { OutboxRelay } from '../../../src/queue/outbox-relay.js';
import { QueueOperations, QueueService, type PublishOptions } from '../../../src/queue/index.js';
import { SecureStorage } from '../../../src/storage/index.js';
import {
  eventually,
  type FakeClock,
  type HttpReply,
  type Login,
  type PlatformUser,
  type PreparedCall,
  type TestApp,
} from '../../../src/testing/index.js';
import { FixtureFeature, NOTE } from './fixture-feature.js';
import { type FixtureFacts } from './fixture.js';
import { MailService } from '../../../src/mail/index.js';

const HOUR_MS = 60 * 60 * 1_000;
const CALLBACK = 'https://fixture.monday.com/callback';

const ROWS = [
  { key: 'private', shared: false, value: { text: 'Grüße 😀', list: [1, null, true] } },
  { key: 'shared/with?odd#parts', shared: true, value: ['shared'] },
  { key: 'rewritten', shared: false, value: 'second' },
  { key: 'short-lived', shared: false, value: 1, ttl: 24 * 60 * 60 },
  { key: 'large', shared: true, value: 'x'.repeat(2_000) },
] as const;

const COUNTERS = [
  { period: 'DAILY', by: 3 },
  { period: 'MONTHLY', by: 5, kind: 'mails' },
  { period: 'YEARLY', by: 7 },
] as const;

/** Has an app make records of every kind it has, and writes down what a later version must make of them. */
export class FixtureRecords {
  private readonly feature: FixtureFeature;
  private readonly queue: QueueService;
  private readonly operations: QueueOperations;
  private login!: Login;

  constructor(
    private readonly app: TestApp,
    private readonly clock: FakeClock,
  ) {
    this.feature = app.get(FixtureFeature);
    this.queue = app.get(QueueService);
    this.operations = app.get(QueueOperations);
    this.feature.isMaking = true;
  }

  async make(version: string): Promise<FixtureFacts> {
    const [user, member, , stranger] = await this.app.users();
    if (!user || !member || !stranger) throw new Error('The platform has too few users.');
    this.login = await this.app.login(user.id);
    const logins = await this.logins(member);
    const stored = await this.stored();
    const action = await this.action();
    const trigger = await this.trigger();
    const settled = {
      sent: await this.mail('sent@example.com'),
      failed: await this.mail('refused@example.com'),
    };
    await this.endMail(settled.sent, 'sent');
    await this.endMail(settled.failed, 'failed');
    const given_up = await this.mail('busy@example.com');
    await this.endMail(given_up, 'failed');
    const dead = { refused: await this.note('refused'), 'refused again': await this.note('refused again') };
    const heldNote = 'hang on';
    await this.note(heldNote);
    await this.until(async () => this.feature.held.length > 0 && (await this.operations.dead()).length >= 3);

    await this.operations.pause();
    const queued = await this.queuedNotes();
    const known = { idempotencyKey: 'once', id: await this.note('known', { idempotencyKey: 'once' }) };
    const delayed = 'delayed';
    await this.note(delayed, { delaySeconds: 7 * 24 * 60 * 60 });
    await this.events(stranger);
    this.clock.advance(2 * 60 * 1_000);
    // Stays in the outbox, if there is one.
    const notify = jest.spyOn(this.app.get(OutboxRelay), 'notify').mockReturnValue();
    const queuedMailTo = 'queued@example.com';
    const queuedMail = await this.mail(queuedMailTo);
    notify.mockRestore();

    return {
      version,
      madeAt: this.clock.now(),
      user,
      accessToken: this.login.accessToken,
      refreshToken: this.login.refreshToken,
      ...logins,
      ...stored,
      mails: {
        sent: await this.mailView(settled.sent),
        failed: await this.mailView(settled.failed),
        given_up: await this.mailView(given_up),
        queued: await this.mailView(queuedMail),
      },
      queuedMailTo,
      notes: { dead, queued: [...queued, 'known'], delayed, held: heldNote, known },
      action,
      trigger,
      callbackUrl: CALLBACK,
      pulseId: 77,
      uninstalledAccountId: stranger.account.id,
    };
  }

  /** Families, a cookie session, a connection that ended and one whose revocation is still due. */
  private async logins(
    member: PlatformUser,
  ): Promise<Pick<FixtureFacts, 'rotatedRefreshToken' | 'session' | 'endedRefreshToken'>> {
    const other = await this.app.login(this.login.user.id);
    const rotated = await this.app.http().post('/auth/refresh', { refresh_token: other.refreshToken });
    const browser = this.app.http();
    await this.ok(browser.get(await this.app.approve(browser, this.login.user.id, { return_to: '/health' })));
    const ended = await this.app.login(member.id);
    const route = 'POST /oauth_ms/oauth/revoke';
    await this.ok(this.app.platform.http.post('/__sandbox/faults', { kind: 'server-error', route }));
    await this.ok(ended.http.delete('/auth/connection'));
    await this.ok(this.app.platform.http.delete('/__sandbox/faults'));
    return {
      rotatedRefreshToken: rotated.json<{ refresh_token: string }>().refresh_token,
      session: browser.cookies.get(new URL(this.app.url), 'session') ?? '',
      endedRefreshToken: ended.refreshToken,
    };
  }

  private async stored(): Promise<Pick<FixtureFacts, 'rows' | 'counters' | 'secrets'>> {
    const { http } = this.login;
    await this.ok(http.put('/storage/rewritten', { value: 'first' }));
    const rows = [];
    for (const { key, shared, value, ...options } of ROWS) {
      const address = `/storage/${encodeURIComponent(key)}`;
      const reply = await this.ok(http.put(address, { value, shared, ...options }));
      rows.push({ key, shared, value, version: reply.json<{ version: string }>().version });
    }
    await this.ok(http.put('/storage/deleted', { value: 'gone' }));
    await this.ok(http.delete('/storage/deleted'));
    const counters = [];
    for (const { by, ...counter } of COUNTERS) {
      await this.ok(http.put('/storage/counter/increment', { ...counter, incrementBy: by }));
      counters.push({ ...counter, value: by });
    }
    const secrets = [];
    for (const [key, value] of Object.entries({ token: 'a secret', 'a/b c': { nested: [1, 'two'] } })) {
      const { version } = await this.asUser(() => this.app.get(SecureStorage).put(key, value));
      secrets.push({ key, value, version });
    }
    return { rows, counters, secrets };
  }

  private async action(): Promise<FixtureFacts['action']> {
    const actionUuid = randomUUID();
    await this.block('/monday/actions/fixture', { text: 'loud' }, { actionUuid });
    return { actionUuid, text: 'LOUD' };
  }

  private async trigger(): Promise<FixtureFacts['trigger']> {
    const subscription = { subscriptionId: '4711', webhookUrl: 'https://fixture.monday.com/trigger' };
    await this.block('/monday/triggers/fixture/subscribe', { board: 1 }, { payload: subscription });
    return subscription;
  }

  private async queuedNotes(): Promise<string[]> {
    await this.note('normal');
    await this.note('urgent', { priority: 'high' });
    await this.note('sometime', { priority: 'low' });
    return ['urgent', 'normal', 'sometime'];
  }

  /** Messages of the app's own, and what installs and uninstalls leave. */
  private async events(stranger: PlatformUser): Promise<void> {
    const { user } = this.login;
    const payload = { callbackUrl: CALLBACK };
    await this.block('/monday/actions/fixture', { text: 'later' }, { actionUuid: randomUUID(), payload });
    await this.asUser(() => this.app.get(MondayTriggers).fire('fixture', { itemId: 1 }));
    await this.send(this.app.monday.boardWebhook(user, { type: 'create_pulse', pulseId: 77 }));
    const at = (ago: number): { timestamp: string } => ({
      timestamp: new Date(this.clock.now() - ago).toISOString(),
    });
    await this.send(this.app.monday.lifecycle('install', user, { data: at(HOUR_MS) }));
    await this.app.login(stranger.id);
    await this.send(this.app.monday.lifecycle('install', stranger, { data: at(HOUR_MS) }));
    await this.send(this.app.monday.lifecycle('uninstall', stranger, { data: at(0) }));
  }

  private async mail(to: string): Promise<string> {
    const mail = { to, subject: `To ${to}`, text: 'Hello' };
    return (await this.asUser(() => this.app.get(MailService).send(mail))).id;
  }

  private async mailView(id: string): Promise<{ id: string; status: string }> {
    return (await this.ok(this.login.http.get(`/mail/messages/${id}`))).json();
  }

  private endMail(id: string, status: string): Promise<void> {
    return this.until(async () => (await this.mailView(id)).status === status);
  }

  private note(text: string, options?: PublishOptions): Promise<string> {
    return this.asUser(() => this.queue.publish(NOTE, { text }, options));
  }

  private asUser<T>(work: () => Promise<T>): Promise<T> {
    const { id, account } = this.login.user;
    return runAs({ accountId: account.id, userId: id, kind: 'user' }, work);
  }

  private block(
    path: string,
    fields: Record<string, unknown>,
    options: Parameters<TestApp['monday']['block']>[3] = {},
  ): Promise<HttpReply> {
    return this.send(this.app.monday.block(path, this.login.user, fields, options));
  }

  private send(call: PreparedCall): Promise<HttpReply> {
    return this.ok(this.app.http().send(call));
  }

  private async ok(sent: Promise<HttpReply>): Promise<HttpReply> {
    const reply = await sent;
    if (reply.status >= 400) throw new Error(`${reply.url} answered ${reply.status}: ${reply.text}`);
    return reply;
  }

  /** Lets the clock go on, a little each time, until it is so. */
  private async until(isSo: () => Promise<boolean>): Promise<void> {
    await eventually(async () => {
      this.clock.advance(10);
      return (await isSo()) || undefined;
    });
  }
}
