import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { SYSTEM_CLOCK, SystemClock, type Clock } from '../../../src/clock/index.js';
import { MessagePublisher } from '../../../src/queue/drivers/message-publisher.js';
import { PushedQueueDriver } from '../../../src/queue/drivers/pushed.driver.js';
import { Outbox } from '../../../src/queue/outbox.js';
import { PushReceiver } from '../../../src/queue/push-receiver.js';
import { type Delivery, type DeliveryHandler, type QueueDriver } from '../../../src/queue/queue.driver.js';
import { type QueueRunner } from '../../../src/queue/queue.runner.js';
import { TestPlatform } from '../../../src/testing/index.js';
import { type QueueHarness } from './queue.suite.js';

/** Publishes as monday's SDKs for other languages do. */
class SidecarPublisher extends MessagePublisher {
  published = 0;

  constructor(private readonly url: string) {
    super();
  }

  override async publish(content: string): Promise<void> {
    const reply = await fetch(`${this.url}/queue`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message: content }),
    });
    if (reply.status !== 200) throw new Error(`The platform answered ${reply.status}.`);
    this.published += 1;
  }
}

/** The driver of the app, whose handler is called by whatever the platform pushes. */
class ReceivingDriver extends PushedQueueDriver {
  handle: DeliveryHandler | undefined;

  override start(handle?: DeliveryHandler): Promise<void> {
    this.handle = handle;
    return Promise.resolve();
  }
}

/** The local platform pushes to a server with the app's receiver; the driver that is asked for takes turns. */
export class PushHarness implements QueueHarness {
  readonly visibilityMs = 600;
  private readonly drivers: ReceivingDriver[] = [];
  private acknowledged = 0;
  private turn = 0;

  private constructor(
    private readonly folder: string,
    private readonly persistence: SqlitePersistence,
    private readonly platform: TestPlatform,
    private readonly publisher: SidecarPublisher,
    private readonly server: Server,
  ) {
    server.on('request', (request, response) => {
      void this.receive(request).then((status) => response.writeHead(status).end());
    });
  }

  static async create(): Promise<PushHarness> {
    const folder = await mkdtemp(join(tmpdir(), 'queue-push-'));
    const persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const platform = await TestPlatform.start({ sidecarPort: 0, appUrl });
    const publisher = new SidecarPublisher(`http://127.0.0.1:${platform.sidecarPort}`);
    return new PushHarness(folder, persistence, platform, publisher, server);
  }

  driver(): Promise<QueueDriver> {
    const driver = new ReceivingDriver(this.publisher, this.persistence);
    this.drivers.push(driver);
    return Promise.resolve(driver);
  }

  now(): number {
    return Date.now();
  }

  clock(): Clock {
    return new SystemClock();
  }

  elapse(milliseconds: number): Promise<void> {
    return wait(milliseconds);
  }

  abandon(): Promise<void> {
    throw new Error('A pushed message is held by no worker.');
  }

  async settled(): Promise<void> {
    while (this.acknowledged < this.publisher.published) await wait(20);
  }

  async close(): Promise<void> {
    await this.platform.close();
    this.server.closeAllConnections();
    this.server.close();
    await this.persistence.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async receive(request: IncomingMessage): Promise<number> {
    let text = '';
    for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
    const driver = this.next();
    if (!driver) return 503;
    const runner = { run: (delivery: Delivery) => driver.handle!(delivery) } as unknown as QueueRunner;
    const clock = new SystemClock();
    const outbox = new Outbox(this.persistence, clock);
    const receiver = new PushReceiver(runner, this.persistence, driver, clock, outbox);
    try {
      await receiver.receive(JSON.parse(text));
      this.acknowledged += 1;
      return 200;
    } catch {
      return 503;
    }
  }

  private next(): ReceivingDriver | undefined {
    const started = this.drivers.filter(({ handle }) => handle !== undefined);
    this.turn += 1;
    return started[this.turn % started.length];
  }
}
