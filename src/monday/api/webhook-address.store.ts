import { Injectable } from '@nestjs/common';
import { isObject, tryParseJson } from 'monday-persistence/json';
import { PurgesAccount, purgeRecords, type Purged } from '../../account-data/index.js';
import { requireCaller } from '../../caller/index.js';
import { Persistence } from '../../persistence/index.js';

const PREFIX = 'monday/webhooks/';

/** The address of each webhook, by its id. */
export type WebhookAddresses = Readonly<Record<string, string>>;

/**
 * Stores with which address the app made the webhooks of a board, because monday does not say. One record for each board
 * of the caller's account.
 */
@Injectable()
export class WebhookAddressStore {
  constructor(private readonly persistence: Persistence) {}

  /** Those of webhooks that an earlier version made, or another installation of the app, are missing. */
  async find(boardId: string): Promise<WebhookAddresses> {
    const entry = await this.persistence.get(keyOf(boardId));
    return read(entry?.value);
  }

  async add(boardId: string, id: string, url: string): Promise<void> {
    await this.change(boardId, (addresses) => ({ ...addresses, [id]: url }));
  }

  /** Forgets all webhooks of the board but these. */
  async keepOnly(boardId: string, ids: readonly string[]): Promise<void> {
    await this.change(boardId, (addresses) => {
      const kept = Object.entries(addresses).filter(([id]) => ids.includes(id));
      return kept.length < Object.keys(addresses).length ? Object.fromEntries(kept) : undefined;
    });
  }

  @PurgesAccount('webhook addresses')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }

  private async change(
    boardId: string,
    change: (addresses: WebhookAddresses) => WebhookAddresses | undefined,
  ): Promise<void> {
    const { accountId: owner } = requireCaller();
    await this.persistence.update(keyOf(boardId), (entry) => {
      const next = change(read(entry?.value));
      if (next === undefined) return undefined;
      return { value: Object.keys(next).length > 0 ? JSON.stringify(next) : null, owner };
    });
  }
}

const keyOf = (boardId: string): string => `${PREFIX}${requireCaller().accountId}/${boardId}`;

function read(value = '{}'): WebhookAddresses {
  const addresses = tryParseJson(value);
  return isObject(addresses) ? (addresses as WebhookAddresses) : {};
}
