import { Client } from 'pg';

/**
 * A connection whose loss ends its queries, and nothing else. BullMQ listens for errors of idle connections only; one
 * that is lost while its tables are made would end the process.
 */
export class GuardedClient extends Client {
  constructor(...options: ConstructorParameters<typeof Client>) {
    super(...options);
    this.on('error', () => undefined);
  }
}
