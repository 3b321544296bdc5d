import { IsObject } from 'class-validator';
import { type TriggerSubscription } from './trigger-subscription.js';

/** Type of the message that carries the end of a subscription to its trigger. */
export const ENDED_TRIGGER = 'monday.trigger_ended';

export class EndedTrigger {
  @IsObject()
  subscription!: TriggerSubscription;
}
