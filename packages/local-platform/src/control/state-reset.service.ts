import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { PlatformDocumentDb } from '../document-db/platform/index.js';
import { PlannedFaults } from '../faults/index.js';
import { DatabaseCopy, PlatformDatabase } from '../database/index.js';
import { PlanBudgetRegistry, BoardSeeder, GraphQLFaults } from '../graphql/index.js';
import { removeRecords } from '../remove-records.js';
import { AccessTokenService, loadPeople, SandboxSettings } from '../state/index.js';

/** Resets the platform to its seed. */
@Injectable()
export class StateReset {
  constructor(
    private readonly persistence: Persistence,
    private readonly database: PlatformDatabase,
    private readonly settings: SandboxSettings,
    private readonly boards: BoardSeeder,
    private readonly tokens: AccessTokenService,
    private readonly budgets: PlanBudgetRegistry,
    private readonly apiFaults: GraphQLFaults,
    private readonly faults: PlannedFaults,
    private readonly documentDb: PlatformDocumentDb,
  ) {}

  /**
   * Removes every record: tokens, changes to boards, mails; resets limits and removes faults. Resolves to the number of
   * removed records.
   */
  async run(): Promise<number> {
    let removed = await removeRecords(this.persistence);
    removed += this.resetDatabase();
    removed += await this.documentDb.clear();
    this.tokens.forgetKey();
    this.budgets.reset();
    this.apiFaults.clear();
    this.faults.clear();
    return removed;
  }

  private resetDatabase(): number {
    const removed = new DatabaseCopy(this.database).clear();
    loadPeople(this.database, this.settings.seed);
    this.boards.load();
    return removed;
  }
}
