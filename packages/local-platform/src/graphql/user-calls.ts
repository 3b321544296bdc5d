import { Injectable } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { type User } from '../state/index.js';
import { type GraphQLReply } from './graphql-reply.js';
import { LazyExecutor } from './lazy-executor.js';
import { servedVersion } from './schema/api-versions.js';
import { type SchemaOutline } from './schema/outline.js';

/** A query or mutation with its variables. */
export interface ApiCall {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** As in the header `API-Version`; default is the current one. */
  readonly version?: string;
}

/** Calls the API as a user of the console: with all scopes, and without the limits, which are for the app. */
@Injectable()
export class UserCalls {
  constructor(private readonly executor: LazyExecutor) {}

  async run(user: User, { query, variables = {}, version }: ApiCall): Promise<GraphQLReply> {
    const executor = await this.executor.load();
    return executor.answerAs(user, { query, variables }, version);
  }

  /** Runs a mutation; its events are sent as those of any other client. @returns the first error, if there is one */
  async change(user: User, call: ApiCall): Promise<string | undefined> {
    const { body } = await this.run(user, call);
    const { errors, data } = fieldsOf(body);
    const first: unknown = Array.isArray(errors) ? errors[0] : failureIn(data);
    const { message } = fieldsOf(first);
    if (typeof message === 'string') return message;
    return first === undefined ? undefined : 'The API refused it.';
  }

  /** Names and types of a version of the API. @throws GraphQLProblem for an unknown version */
  async outline(version: string): Promise<SchemaOutline> {
    const { schemas } = await this.executor.load();
    const { outlineOf } = await import('./schema/outline.js');
    return outlineOf(schemas.of(servedVersion(version).value));
  }
}

/** Mutations of users list what failed in the answer. */
function failureIn(data: unknown): unknown {
  const lists = Object.values(fieldsOf(data)).map((result) => fieldsOf(result)['errors']);
  return lists.flatMap((errors) => (Array.isArray(errors) ? (errors as unknown[]) : []))[0];
}
