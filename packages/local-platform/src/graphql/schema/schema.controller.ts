import { BadRequestException, Controller, Get, Header, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { GraphQLProblem } from '../graphql-problem.js';
import { LazyExecutor } from '../lazy-executor.js';
import { servedVersion, type ServedVersion } from './api-versions.js';

/** monday's published schema, for code generators; it needs no token. */
@Controller('v2/get_schema')
export class SchemaController {
  constructor(private readonly executor: LazyExecutor) {}

  /** @param format `json` is the answer to an introspection query, `sdl` the text. @param version as in `API-Version` */
  @Get()
  @Header('Cache-Control', 'no-store')
  async schema(
    @Res() response: Response,
    @Query('format') format: unknown = 'json',
    @Query('version') version?: unknown,
  ): Promise<void> {
    const { value } = readVersion(version);
    const { schemas } = await this.executor.load();
    switch (format) {
      case 'sdl':
        response.type('text/plain').send(schemas.text(value));
        return;
      case 'json':
        response.json({ data: schemas.introspection(value) });
        return;
      default:
        throw new BadRequestException('format must be sdl or json.');
    }
  }
}

function readVersion(version: unknown): ServedVersion {
  try {
    return servedVersion(typeof version === 'string' ? version : undefined);
  } catch (error) {
    if (error instanceof GraphQLProblem) throw new BadRequestException(error.message);
    throw error;
  }
}
