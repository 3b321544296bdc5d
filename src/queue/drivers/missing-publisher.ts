import { QueueUnsupportedError } from '../queue.errors.js';
import { MessagePublisher } from './message-publisher.js';

/** Stands where the platform's SDK is not there: receiving works, publishing says why it does not. */
export class MissingPublisher extends MessagePublisher {
  override publish(): Promise<void> {
    return Promise.reject(new QueueUnsupportedError('publishing without the SDK of monday code'));
  }
}
