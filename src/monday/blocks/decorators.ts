import { SetMetadata, type Type } from '@nestjs/common';
import { type VerifiedRequest } from '../requests/index.js';
import { type FieldRequest } from './fields/field-request.js';
import { type TriggerSubscription } from './triggers/trigger-subscription.js';

export const MONDAY_ACTION = Symbol('MONDAY_ACTION');
export const MONDAY_TRIGGER = Symbol('MONDAY_TRIGGER');
export const MONDAY_FIELD = Symbol('MONDAY_FIELD');

/** Second argument of an action. */
export interface ActionContext extends VerifiedRequest {
  /** The same for each delivery of one run; good as an idempotency key. Absent if monday gave none. */
  readonly actionUuid: string | undefined;
  readonly integrationId: string | undefined;
  /** Aborted at the deadline, before monday stops waiting. */
  readonly signal: AbortSignal;
}

/** A method that runs an action and resolves to its output fields. */
export type ActionMethod<T extends object> = (
  input: T,
  context: ActionContext,
) => Promise<object | void> | object | void;

export interface ActionOptions {
  /** After so many seconds monday is told to come again, while the run goes on; default 50, of the 60 that it waits. */
  readonly deadlineSeconds?: number;
}

/** What the decorator leaves on a method for the registry to find. */
export interface ActionMetadata extends ActionOptions {
  readonly name: string;
  readonly input: Type<object>;
}

/**
 * Marks a provider's method as a custom action, served at `POST /monday/actions/<name>` (docs/monday-platform.md#action-runs).
 *
 * A run that monday delivers again does not run twice: the first answer is given again. An action that monday calls
 * with a `callbackUrl` is accepted at once and runs in the queue.
 * @param name unique in the app; letters, digits, `.`, `_` and `-`
 * @param input DTO class of the input fields; fields that it does not name are dropped
 */
export const MondayAction =
  <T extends object>(name: string, input: Type<T>, options: ActionOptions = {}) =>
  <M extends ActionMethod<T>>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    const metadata: ActionMetadata = { ...options, name, input };
    SetMetadata(MONDAY_ACTION, metadata)(target, key, method);
  };

/** A method that hears of subscriptions; a thrown error refuses the subscription. */
export type TriggerMethod = (subscription: TriggerSubscription) => Promise<void> | void;

/**
 * Marks a provider's method as a custom trigger, served at `POST /monday/triggers/<name>/subscribe` and
 * `/unsubscribe` (docs/monday-platform.md#triggers). The method is called when an automation begins to use it; subscriptions are kept,
 * and `MondayTriggers.fire` reaches them.
 */
export const MondayTrigger =
  (name: string) =>
  <M extends TriggerMethod>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(MONDAY_TRIGGER, name)(target, key, method);
  };

/** A method that answers a field's options, a page of them, or its schema (docs/monday-platform.md#fields-of-blocks). */
export type FieldMethod = (request: FieldRequest) => Promise<object> | object;

/** Marks a provider's method as the source of a field, served at `POST /monday/fields/<name>` (docs/monday-platform.md#fields-of-blocks). */
export const MondayField =
  (name: string) =>
  <M extends FieldMethod>(target: object, key: string | symbol, method: TypedPropertyDescriptor<M>): void => {
    SetMetadata(MONDAY_FIELD, name)(target, key, method);
  };
