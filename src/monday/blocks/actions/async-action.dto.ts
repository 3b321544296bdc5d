import { IsObject, IsOptional, IsString } from 'class-validator';
import { type PlanClaim } from '../../requests/index.js';

/** Type of the message that runs an asynchronous action. */
export const ASYNC_ACTION = 'monday.action';

export class AsyncActionPayload {
  @IsString()
  action!: string;

  @IsObject()
  inputFields!: Readonly<Record<string, unknown>>;

  @IsString()
  callbackUrl!: string;

  @IsOptional()
  @IsString()
  actionUuid?: string;

  @IsOptional()
  @IsString()
  integrationId?: string;

  @IsOptional()
  @IsString()
  recipeId?: string;

  @IsOptional()
  @IsString()
  triggerUuid?: string;

  /** The accounts at third parties, as monday sent them. The queue stores their tokens encrypted. */
  @IsOptional()
  @IsObject()
  credentialsValues?: Readonly<Record<string, unknown>>;

  /** The account's plan when monday sent the run. */
  @IsOptional()
  @IsObject()
  subscription?: PlanClaim;

  /** monday's token for this user, which the run may use while it is valid. The queue stores it encrypted. */
  @IsOptional()
  @IsString()
  shortLivedToken?: string;
}
