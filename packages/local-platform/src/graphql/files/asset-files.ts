import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { PlatformDatabase } from '../../database/index.js';
import { SandboxSettings } from '../../state/index.js';
import { type AssetRow } from '../store/index.js';

/** Lifetime of a `public_url` (docs/monday-platform.md#files). */
const LIFETIME_MS = 60 * 60 * 1000;
/** Size of a stored part in bytes. It keeps rows below the limit of an import. */
const CHUNK_BYTES = 768 * 1024;

/** Stores the bytes of assets and issues addresses that need no login. */
@Injectable()
export class AssetFiles {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  /** Stores the bytes; call it in the transaction of the asset. */
  write(assetId: number, bytes: Buffer): void {
    for (let start = 0, number = 0; start < bytes.length; start += CHUNK_BYTES, number += 1) {
      const base64 = bytes.subarray(start, start + CHUNK_BYTES).toString('base64');
      this.database.insert('asset_chunks', { asset_id: assetId, number, base64 });
    }
  }

  read(assetId: number): Buffer {
    const rows = this.database.all<{ base64: string }>(
      'SELECT base64 FROM asset_chunks WHERE asset_id = ? ORDER BY number',
      assetId,
    );
    return Buffer.concat(rows.map(({ base64 }) => Buffer.from(base64, 'base64')));
  }

  /** An address that is valid for an hour. */
  publicUrl({ id, name }: Pick<AssetRow, 'id' | 'name'>, now = this.clock.now()): string {
    const expires = now + LIFETIME_MS;
    const query = new URLSearchParams({ expires: String(expires), signature: this.sign(id, expires) });
    return `${this.settings.url}/__sandbox/files/${id}/${encodeURIComponent(name)}?${query.toString()}`;
  }

  /** The asset of such an address; `undefined` if the signature is invalid or the address has expired. */
  open(id: number, expires: unknown, signature: unknown): AssetRow | undefined {
    const time = Number(expires);
    if (!Number.isSafeInteger(time) || time <= this.clock.now() || typeof signature !== 'string')
      return undefined;
    if (!equalInConstantTime(signature, this.sign(id, time))) return undefined;
    return this.database.get<AssetRow>('SELECT * FROM assets WHERE id = ?', id);
  }

  private sign(id: number, expires: number): string {
    return createHmac('sha256', this.settings.app.clientSecret)
      .update(`file:${id}:${expires}`)
      .digest('base64url');
  }
}
