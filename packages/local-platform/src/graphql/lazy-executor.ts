import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type GraphQLExecutor } from './graphql-executor.js';

/** Loads the GraphQL engine and the schemas at the first query instead of at startup. */
@Injectable()
export class LazyExecutor {
  private loading: Promise<GraphQLExecutor> | undefined;

  constructor(private readonly modules: ModuleRef) {}

  load(): Promise<GraphQLExecutor> {
    this.loading ??= import('./graphql-executor.js').then(({ GraphQLExecutor: Executor }) =>
      this.modules.create(Executor),
    );
    return this.loading;
  }
}
