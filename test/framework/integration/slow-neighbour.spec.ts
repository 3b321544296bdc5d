import { Injectable, Module } from '@nestjs/common';
import { requireCaller, runAs } from '../../../src/caller/index.js';
import { MondayAction, MondayApi, MondayModule, NoInput } from '../../../src/monday/index.js';
import { QueueHandler, QueueModule, QueueOperations, QueueService } from '../../../src/queue/index.js';
import { eventually, TestApp, type Login, type PlatformUser } from '../../../src/testing/index.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';

const ACTIONS = 200;
const SLOW = 40;
/** Of one account; ACCOUNT_MAX_CONCURRENCY is 16. */
const SLOTS = 16;

@Injectable()
class Work {
  /** Accounts, in the order in which their messages were begun. */
  readonly begun: string[] = [];
  answered = 0;
  most = 0;
  private inside = 0;
  private readonly held = new Set<() => void>();

  constructor(private readonly monday: MondayApi) {}

  @MondayAction('ask-monday', NoInput)
  async ask(): Promise<object> {
    const { id } = await this.monday.me();
    this.answered += 1;
    return { id };
  }

  @QueueHandler('test.slow', NoInput)
  async slow(): Promise<void> {
    this.begun.push(requireCaller().accountId);
    this.inside += 1;
    this.most = Math.max(this.most, this.inside);
    await new Promise<void>((resolve) => this.held.add(resolve));
    this.inside -= 1;
  }

  @QueueHandler('test.quick', NoInput)
  quick(): void {
    this.begun.push(requireCaller().accountId);
  }

  open(): void {
    for (const release of this.held) release();
    this.held.clear();
  }
}

@Module({ imports: [MondayModule, QueueModule], providers: [Work] })
class WorkModule {}

describe('the queue, while one account has much to do', () => {
  let app: TestApp;
  let work: Work;
  let busy: Login;
  let other: Login;

  // Each with an app of its own: what one leaves in the queue would delay the other.
  beforeEach(async () => {
    app = await TestApp.start({ imports: [WorkModule, FixtureFeature] });
    work = app.get(Work);
    busy = await app.login();
    const users = await app.users();
    other = await app.login(users.find(({ account }) => account.id !== busy.user.account.id)?.id);
  });
  afterEach(async () => {
    await app.platform.http.delete('/__sandbox/graphql/faults');
    work.open();
    await app.close();
  });

  const publish = (user: PlatformUser, type: string): Promise<string> =>
    runAs({ accountId: user.account.id, userId: user.id, kind: 'user' }, () =>
      app.get(QueueService).publish(type, {}),
    );

  it('sends the mail of another account while monday limits the rate of 200 actions', async () => {
    await app.platform.http.post('/__sandbox/graphql/faults', { fault: 'rate_limit', times: 1_000 });
    const payload = { callbackUrl: `${app.platform.url}/__sandbox/callbacks/1` };
    const runs = Array.from({ length: ACTIONS }, () =>
      app.http().send(app.monday.block('/monday/actions/ask-monday', busy.user, {}, { payload })),
    );
    for (const run of await Promise.all(runs)) expect(run.json()).toMatchObject({ status: 'received' });
    const mail = { to: 'ada@example.com', subject: 'Hello', text: 'There' };
    const sent = await app.http().send(app.monday.block('/fixture/mail', other.user, mail));
    const { messageId } = sent.json<{ outputFields: { messageId: string } }>().outputFields;
    await eventually(async () => {
      const reply = await other.http.get(`/mail/messages/${messageId}`);
      return reply.json<{ status: string }>().status === 'sent' ? true : undefined;
    });
    expect(work.answered).toBe(0);
    // A message that moves while they are counted may be seen twice, or not at all.
    await eventually(async () => {
      const { ready, delayed, running } = await app.get(QueueOperations).stats();
      return ready + delayed + running === ACTIONS ? true : undefined;
    });
  });

  it('handles the message of another account while the handlers of one are slow', async () => {
    for (let n = 0; n < SLOW; n += 1) await publish(busy.user, 'test.slow');
    await publish(other.user, 'test.quick');
    await eventually(() => (work.begun.includes(other.user.account.id) ? true : undefined));
    expect(work.most).toBeLessThanOrEqual(SLOTS);
    await eventually(() => {
      work.open();
      return work.begun.length === SLOW + 1 ? true : undefined;
    });
    expect(work.most).toBeLessThanOrEqual(SLOTS);
  });
});
