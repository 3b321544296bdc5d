import { Matches } from 'class-validator';

/** Path of a board. */
export class BoardParams {
  @Matches(/^[1-9]\d{0,19}$/, { message: 'id must be a number' })
  id!: string;
}
