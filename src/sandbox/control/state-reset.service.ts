import { Injectable } from '@nestjs/common';
import { Persistence } from '../../persistence/index.js';
import { BoardStore } from '../graphql/index.js';

const BATCH = 500;

/** Takes the platform back to its seed. */
@Injectable()
export class StateReset {
  constructor(
    private readonly persistence: Persistence,
    private readonly boards: BoardStore,
  ) {}

  /** Removes every record: tokens, changes to boards, mails. Resolves to how many there were. */
  async run(): Promise<number> {
    let removed = 0;
    let after: string | undefined;
    for (;;) {
      const entries = await this.persistence.scan({ prefix: '', after, limit: BATCH });
      if (entries.length === 0) break;
      await this.persistence.batch(entries.map(({ key }) => ({ type: 'delete', key })));
      removed += entries.length;
      after = entries.at(-1)?.key;
    }
    await this.boards.reset();
    return removed;
  }
}
