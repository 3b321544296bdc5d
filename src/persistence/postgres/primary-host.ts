import { type Client } from 'pg';

const TIMEOUT_MS = 5_000;
const READ_ONLY = '25006';

/** Of a connection, before it is opened. */
type Place = Pick<Client, 'host' | 'port'>;

/** The one of several hosts that accepts writes: each is tried in turn, and again after a connection to it failed. */
export class PrimaryHost {
  private found: { readonly hosts: string; readonly place: Promise<Place> } | undefined;

  constructor(private readonly Base: typeof Client) {}

  /**
   * Directs the client to the host, and connects it.
   * @throws Error of the library for the last host, if none takes writes
   */
  async use(client: Client, addresses: readonly string[], connect: () => Promise<Client>): Promise<Client> {
    const hosts = addresses.join(' ');
    if (this.found?.hosts !== hosts) this.found = { hosts, place: this.find(addresses) };
    const { found } = this;
    const forget = (): void => {
      if (this.found === found) this.found = undefined;
    };
    // A primary that became a replica keeps its connections.
    client.connection.on('errorMessage', ({ code }: { readonly code?: string }) => {
      if (code !== READ_ONLY) return;
      forget();
      client.connection.stream.destroy();
    });
    try {
      const { host, port } = await found.place;
      Object.assign(client, { host, port });
      return await connect();
    } catch (error) {
      forget();
      throw error;
    }
  }

  private async find(addresses: readonly string[]): Promise<Place> {
    let reason: unknown;
    for (const connectionString of addresses) {
      const client = new this.Base({
        connectionString,
        connectionTimeoutMillis: TIMEOUT_MS,
        query_timeout: TIMEOUT_MS,
      });
      client.on('error', () => undefined);
      try {
        await client.connect();
        const { rows } = await client.query<{ transaction_read_only: string }>('SHOW transaction_read_only');
        if (rows[0]?.transaction_read_only === 'off') return { host: client.host, port: client.port };
        reason = new Error('The host is read-only.');
      } catch (error) {
        reason = error;
      } finally {
        client.end().catch(() => undefined);
      }
    }
    throw reason;
  }
}
