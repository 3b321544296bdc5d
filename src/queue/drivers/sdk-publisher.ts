import { withDeadline } from 'monday-persistence/deadline';
import { MondayCodeAPIError } from '../../errors/index.js';
import { type OutgoingCalls } from '../../telemetry/index.js';
import { MessagePublisher } from './message-publisher.js';

export interface SdkPublisherOptions {
  /** Timeout of a publish. */
  readonly timeoutMs: number;
  readonly calls: OutgoingCalls;
}

/** The part of monday's SDK that is used. */
interface SdkQueue {
  publishMessage(message: string): Promise<string>;
}

/** Publishes through monday's SDK, which is loaded at the first publish because it is large. */
export class SdkPublisher extends MessagePublisher {
  private queue: Promise<SdkQueue> | undefined;

  constructor(private readonly options: SdkPublisherOptions) {
    super();
  }

  override publish(content: string): Promise<void> {
    const { calls, timeoutMs } = this.options;
    return calls.run('queue', () =>
      withDeadline(this.send(content), timeoutMs, () => {
        throw new MondayCodeAPIError({ api: 'queue', failure: 'timeout' });
      }),
    );
  }

  private async send(content: string): Promise<void> {
    try {
      await (await this.load()).publishMessage(content);
    } catch (cause) {
      throw new MondayCodeAPIError({ api: 'queue', failure: 'unavailable', cause });
    }
  }

  private load(): Promise<SdkQueue> {
    this.queue ??= import('@mondaycom/apps-sdk').then(({ Queue }) => new Queue());
    // If the setup fails, the next publish tries again.
    this.queue.catch(() => (this.queue = undefined));
    return this.queue;
  }
}
