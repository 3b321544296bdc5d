import { IsBoolean, IsObject, IsOptional, IsString } from 'class-validator';

/** Type of the message that carries an event of monday to its handlers. */
export const QUEUED_EVENT = 'monday.event';

export class QueuedEvent {
  @IsString()
  type!: string;

  @IsObject()
  data!: Readonly<Record<string, unknown>>;

  /** Id of the data in the app's own store, if it is too large for a message; `data` is then empty. */
  @IsOptional()
  @IsString()
  storedDataId?: string;

  /** Callback address of an asynchronous feature event (docs/monday-platform.md#app-feature-lifecycle-events). */
  @IsOptional()
  @IsString()
  backToUrl?: string;

  /** Whether the event may come from a user with a token of a board view. */
  @IsOptional()
  @IsBoolean()
  isUnproven?: boolean;
}
