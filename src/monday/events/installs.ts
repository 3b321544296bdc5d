import { Injectable } from '@nestjs/common';
import { Connections } from '../../auth/index.js';
import { Persistence } from '../../persistence/index.js';

/** Which accounts have the app, as far as it must be known to end their connections. */
@Injectable()
export class Installs {
  constructor(
    private readonly persistence: Persistence,
    private readonly connections: Connections,
  ) {}

  /** @param at milliseconds since the epoch, of the event */
  async installed(accountId: string, at: number): Promise<void> {
    if (at > (await this.lastInstall(accountId))) await this.persistence.put(keyOf(accountId), String(at));
  }

  /** Ends every connection and session of the account at once, unless it was installed again since. */
  async uninstalled(accountId: string, at: number): Promise<void> {
    if (at < (await this.lastInstall(accountId))) return;
    await this.connections.forgetAccount(accountId);
  }

  private async lastInstall(accountId: string): Promise<number> {
    return Number((await this.persistence.get(keyOf(accountId)))?.value ?? 0);
  }
}

function keyOf(accountId: string): string {
  return `monday/installs/${accountId}`;
}
