import { FRAMEWORK_NAMES, loadConfig, ServerAddresses, type Variables } from '../config/index.js';
import { BaseError } from '../errors/index.js';
import { observeDeadMails } from '../mail/index.js';
import { settleHome } from '../persistence/index.js';
import { openQueueOperations, type QueueOperations } from '../queue/index.js';
import { AesGcmKeyRing, SecretService } from '../secrets/index.js';
import { QueueRefusedError } from './cli.errors.js';

/** Manages the app's queue, also while the app is running. */
export class QueueClient {
  /** @param variables as the app has them */
  constructor(private readonly variables: Variables) {}

  /** Opens the queue for one operation. @throws QueueRefusedError */
  async use<T>(work: (queue: QueueOperations) => Promise<T>): Promise<T> {
    try {
      const keyRing = new AesGcmKeyRing(new SecretService(this.variables, FRAMEWORK_NAMES));
      const opened = await openQueueOperations(
        loadConfig((await settleHome(this.variables, { starts: false })).variables),
        new ServerAddresses(this.variables),
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
