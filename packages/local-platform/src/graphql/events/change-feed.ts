import { Injectable } from '@nestjs/common';
import { type Change } from './change.js';

/** Called with the changes of one mutation, after their transaction. It must not throw. */
export type ChangeListener = (changes: readonly Change[]) => void;

/** Reports committed changes to other parts of the platform, such as open views. */
@Injectable()
export class ChangeFeed {
  private readonly listeners = new Set<ChangeListener>();

  /** @returns a function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(changes: readonly Change[]): void {
    for (const listener of this.listeners) listener(changes);
  }
}
