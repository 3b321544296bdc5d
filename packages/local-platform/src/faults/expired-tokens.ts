import { Injectable } from '@nestjs/common';
import { readRawToken } from 'monday-persistence/authorization';
import { BoundedSet } from 'monday-persistence/bounded';
import { sha256 } from 'monday-persistence/hash';

const KEPT = 1_000;

/** Hashes of access tokens that a fault expired early. Other tokens of the same grant remain valid. */
@Injectable()
export class ExpiredTokens {
  private readonly hashes = new BoundedSet<string>({ capacity: KEPT });

  get any(): boolean {
    return this.hashes.size > 0;
  }

  add(token: string): void {
    this.hashes.add(hashOf(token));
  }

  has(token: string): boolean {
    return this.hashes.has(hashOf(token));
  }
}

const hashOf = (token: string): string => sha256(readRawToken(token) ?? '');
