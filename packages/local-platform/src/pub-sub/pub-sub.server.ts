import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { PushQueue } from '../sidecar/index.js';
import { SandboxSettings, TOPIC_NAME } from '../state/index.js';
import { GRPC_STATUS, GrpcRefusal } from './grpc-status.js';
import { GrpcServer } from './grpc.server.js';
import { readPublishRequest, writePublishResponse } from './publish-request.js';

/** docs/monday-platform.md#queue: the limit of Pub/Sub. */
const MAX_REQUEST_BYTES = 10_000_000;
const PUBLISH = '/google.pubsub.v1.Publisher/Publish';
/** Record of the port, so that apps that run find the platform after a restart. */
const PORT_RECORD = 'pub-sub/port';
const TOPIC = new RegExp(`^projects/[^/]+/topics/${TOPIC_NAME}$`);

/**
 * Google's Pub/Sub as monday's SDK uses it if `PUBSUB_EMULATOR_HOST` is this server: one topic, whose messages are pushed
 * to the app. Publishing is acknowledged when the messages are stored.
 */
@Injectable()
export class PubSubServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PubSubServer.name);
  private readonly server: GrpcServer;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly queue: PushQueue,
    private readonly persistence: Persistence,
  ) {
    this.server = new GrpcServer({
      methods: { [PUBLISH]: (message) => this.publish(message) },
      maxMessageBytes: MAX_REQUEST_BYTES,
      onDefect: (error) => this.logger.error(error),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const last = Number((await this.persistence.get(PORT_RECORD))?.value ?? 0);
    const port = await this.server.listen(last).catch(() => this.server.listen(0));
    if (port !== last) await this.persistence.upsert(PORT_RECORD, String(port));
    this.settings.pubSubPort = port;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server.close();
  }

  private async publish(request: Buffer): Promise<Buffer> {
    const { topic, messages } = readPublishRequest(request);
    if (!TOPIC.test(topic)) throw new GrpcRefusal(GRPC_STATUS.notFound, `There is no topic ${topic}.`);
    const ids = await Promise.all(messages.map((message) => this.queue.publish(message)));
    return writePublishResponse(ids);
  }
}
