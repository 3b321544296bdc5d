import { IsObject, IsString } from 'class-validator';

/** Type of the message that carries a fired trigger to one automation. */
export const FIRED_TRIGGER = 'monday.trigger';

export class FiredTrigger {
  @IsString()
  trigger!: string;

  @IsString()
  subscriptionId!: string;

  @IsObject()
  outputFields!: Readonly<Record<string, unknown>>;
}
