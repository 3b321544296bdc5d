import { IsObject, IsOptional, IsString } from 'class-validator';

/** Type of the message that carries an event of monday to its handlers. */
export const QUEUED_EVENT = 'monday.event';

export class QueuedEvent {
  @IsString()
  type!: string;

  @IsObject()
  data!: Readonly<Record<string, unknown>>;

  /** Where to say that an asynchronous feature event is done (platform.md 2.3). */
  @IsOptional()
  @IsString()
  backToUrl?: string;
}
