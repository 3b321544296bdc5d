import { IsIn, ValidateIf } from 'class-validator';

export const FLAGS = ['true', 'false'] as const;
export type Flag = (typeof FLAGS)[number];

/** Query of a single row. */
export class SharedQuery {
  /** `true`: the shared row, which board views can also use; default `false`. */
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(FLAGS)
  shared?: Flag;
}
