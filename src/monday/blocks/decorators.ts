import { SetMetadata, type Type } from '@nestjs/common';
import { type VerifiedRequest } from '../requests/index.js';
import {
  type ActionDeclaration,
  type BlockFields,
  type FieldDeclaration,
  type TriggerDeclaration,
} from './block-declaration.js';
import { type Fields } from '../input/index.js';
import {
  USES_CREDENTIALS,
  type CredentialsUseMetadata,
  type UsesCredentials,
} from './credentials/credentials-use.js';
import { type CredentialsByKey } from './credentials/third-party-credentials.js';
import { type FieldRequest } from './fields/field-request.js';
import { type TriggerSubscription } from './triggers/trigger-subscription.js';

export const MONDAY_ACTION = Symbol('MONDAY_ACTION');
export const MONDAY_TRIGGER = Symbol('MONDAY_TRIGGER');
export const MONDAY_UNSUBSCRIBE = Symbol('MONDAY_UNSUBSCRIBE');
export const MONDAY_FIELD = Symbol('MONDAY_FIELD');
/** What the app's manifest says of a field. */
export const MONDAY_DECLARATION = Symbol('MONDAY_DECLARATION');

/** Second argument of an action. `K` are the keys of the credentials that its decorator declares. */
export interface ActionContext<K extends string = never> extends VerifiedRequest {
  /** The accounts at third parties that the automation uses. */
  readonly credentials: CredentialsByKey<K>;
  /** The same for each delivery of a run, so it can be used as an idempotency key. Absent if monday sent none. */
  readonly actionUuid: string | undefined;
  readonly integrationId: string | undefined;
  /** The automation's recipe, and the run of the trigger that started it; absent if monday sent none. */
  readonly recipeId?: string;
  readonly triggerUuid?: string;
  /** Aborted at the deadline, before monday's timeout. */
  readonly signal: AbortSignal;
}

/** A method that runs an action and resolves to its output fields. */
export type ActionMethod<T extends object, K extends string = never> = (
  input: T,
  context: ActionContext<K>,
) => Promise<object | void> | object | void;

export interface ActionOptions extends ActionDeclaration {
  /**
   * Timeout in seconds, after which monday is asked to retry while the run continues; default 50, because monday waits
   * 60.
   */
  readonly deadlineSeconds?: number;
}

/** The input of an action that has no input fields. */
export class NoInput {}

/** Metadata that the decorator sets for the registry. */
export interface ActionMetadata extends ActionOptions, UsesCredentials {
  readonly name: string;
  readonly input: Type<object>;
}

/**
 * Marks a method as a custom action, served at `POST /monday/actions/<name>` (docs/monday-platform.md#action-runs).
 *
 * A run that monday delivers again is not executed again; the first reply is returned. If monday sends a `callbackUrl`,
 * the action is accepted immediately and runs in the queue.
 * @param name unique in the app; letters, digits, `.`, `_` and `-`
 * @param input DTO class of the input fields, or {@link NoInput}; other fields are dropped
 * @param options the deadline, the credentials of third parties, and what the app's manifest says of the action
 */
export const MondayAction =
  <T extends object, K extends string = never>(
    name: string,
    input: Type<T>,
    options: ActionOptions & UsesCredentials<K> = {},
  ) =>
  <M extends ActionMethod<T, K>>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    const metadata: ActionMetadata = { ...options, name, input };
    SetMetadata(MONDAY_ACTION, metadata)(target, key, method);
    setUses(`action "${name}"`, options, method.value);
  };

/**
 * Second argument of a trigger: what monday sent of the automation that subscribes. `K` are the keys of the credentials
 * that its decorator declares.
 */
export interface TriggerContext<K extends string = never> extends VerifiedRequest {
  /** The accounts at third parties that the automation uses. They are not stored with the subscription. */
  readonly credentials: CredentialsByKey<K>;
  /** Absent if monday sent none. */
  readonly recipeId?: string;
  readonly integrationId?: string;
  readonly triggerUuid?: string;
}

/** A method that receives subscriptions; a thrown error refuses the subscription. */
export type TriggerMethod<T extends object = Fields, K extends string = never> = (
  subscription: TriggerSubscription<T>,
  context: TriggerContext<K>,
) => Promise<void> | void;

/** A method that is called after a subscription ended. */
export type UnsubscribeMethod<T extends object = Fields> = (
  subscription: TriggerSubscription<T>,
) => Promise<void> | void;

/** Metadata that the decorator sets for the registry and the manifest. */
export interface TriggerMetadata extends TriggerDeclaration, UsesCredentials {
  readonly name: string;
  readonly input?: Type<object>;
}

type TriggerDecorator<T extends object, K extends string> = <M extends TriggerMethod<T, K>>(
  target: object,
  key: string | symbol,
  method: TypedPropertyDescriptor<M>,
) => void;

/**
 * Marks a method as a custom trigger, served at `POST /monday/triggers/<name>/subscribe` and `/unsubscribe`
 * (docs/monday-platform.md#triggers). The method is called when an automation subscribes. Subscriptions are stored, and
 * `MondayTriggers.fire` notifies them. {@link OnUnsubscribe} marks the method that is called when one ends.
 * @param name unique in the app; letters, digits, `.`, `_` and `-`
 * @param input DTO class of the input fields: a subscription with invalid fields is refused, and other fields are
 *   dropped. Without a class, all fields are kept.
 * @param declaration the credentials of third parties, and texts and fields for the app's manifest
 */
export function MondayTrigger<T extends object, K extends string = never>(
  name: string,
  input: Type<T>,
  declaration?: Omit<TriggerDeclaration, 'inputFields'> & {
    readonly inputFields?: BlockFields;
  } & UsesCredentials<K>,
): TriggerDecorator<T, K>;
export function MondayTrigger<K extends string = never>(
  name: string,
  declaration?: TriggerDeclaration & UsesCredentials<K>,
): TriggerDecorator<Fields, K>;
export function MondayTrigger(
  name: string,
  second: Type<object> | (TriggerDeclaration & UsesCredentials) = {},
  declaration: TriggerDeclaration & UsesCredentials = typeof second === 'function' ? {} : second,
): TriggerDecorator<never, never> {
  const input = [second, declaration.inputFields].find((given) => typeof given === 'function');
  const metadata: TriggerMetadata = { ...declaration, name, ...(input && { input }) };
  return (target, key, method) => {
    SetMetadata(MONDAY_TRIGGER, metadata)(target, key, method);
    setUses(`trigger "${name}"`, declaration, method.value);
  };
}

/**
 * Marks a method that is called after an automation unsubscribed from a trigger, or its address has ended. It runs in
 * the queue, on behalf of the user who made the automation, and is retried after a failure, so it must be idempotent.
 * @param trigger name of the trigger
 */
export const OnUnsubscribe =
  (trigger: string) =>
  <M extends UnsubscribeMethod<never>>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(MONDAY_UNSUBSCRIBE, trigger)(target, key, method);
  };

/**
 * A method that returns the options of a field, a page of them, or its schema
 * (docs/monday-platform.md#fields-of-blocks).
 */
export type FieldMethod<K extends string = never> = (request: FieldRequest<K>) => Promise<object> | object;

/**
 * Marks a method as the source of a field, served at `POST /monday/fields/<name>`
 * (docs/monday-platform.md#fields-of-blocks).
 * @param declaration the credentials of third parties, and texts and the type of the values for the app's manifest
 */
export const MondayField =
  <K extends string = never>(name: string, declaration: FieldDeclaration & UsesCredentials<K> = {}) =>
  <M extends FieldMethod<K>>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    setUses(`field "${name}"`, declaration, method.value);
    SetMetadata(MONDAY_FIELD, name)(target, key, method);
    SetMetadata(MONDAY_DECLARATION, declaration)(target, key, method);
  };

/** For the registry of credentials, which checks and reads them. */
function setUses(block: string, { credentials: uses }: UsesCredentials, method: object | undefined): void {
  if (uses === undefined || method === undefined) return;
  Reflect.defineMetadata(USES_CREDENTIALS, { block, uses } satisfies CredentialsUseMetadata, method);
}
