import { loadConfig, type Variables } from '../config/index.js';
import { BaseError } from '../errors/index.js';
import { observeDeadMails } from '../mail/index.js';
import { openQueueOperations, type QueueOperations } from '../queue/index.js';
import { AesGcmKeyRing, SecretService } from '../secrets/index.js';
import { QueueRefusedError } from './cli.errors.js';

/** Looks after the app's own queue, also while the app runs. */
export class QueueClient {
  /** @param variables as the app has them */
  constructor(private readonly variables: Variables) {}

  /** Opens the queue for one piece of work. @throws QueueRefusedError */
  async use<T>(work: (queue: QueueOperations) => Promise<T>): Promise<T> {
    try {
      const keyRing = new AesGcmKeyRing(new SecretService(this.variables));
      const opened = await openQueueOperations(
        loadConfig(this.variables),
        keyRing,
        (observers, persistence) => observeDeadMails(observers, persistence, keyRing),
      );
      try {
        return await work(opened.operations);
      } finally {
        await opened.close();
      }
    } catch (error) {
      if (error instanceof BaseError) throw new QueueRefusedError(error.message);
      throw error;
    }
  }
}
