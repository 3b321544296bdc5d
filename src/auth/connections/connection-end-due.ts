import { IsInt } from 'class-validator';

/** Queue message: the user of a connection must be warned of its end. */
export class ConnectionEndDue {
  /** Milliseconds since the epoch. */
  @IsInt() endsAt!: number;
}
