import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { IsInt, IsOptional, Max } from 'class-validator';
import { AppModule } from '#app/app/app.module.js';
import { Public } from '#app/caller/index.js';
import { buildDocument } from './build-document.js';
import { previewApp } from './preview-app.js';

class GreetingRequest {
  @IsOptional() @IsInt() @Max(10) times?: number;
}

@Controller('greetings')
class GreetingsController {
  @Public()
  @Get(':name')
  read(@Param('name') name: string): string {
    return name;
  }

  @Post()
  send(@Body() { times }: GreetingRequest): number {
    return times ?? 1;
  }
}

@Module({ controllers: [GreetingsController] })
class GreetingsModule {}

describe('buildDocument', () => {
  it('makes docs/openapi.json of the app as it is: after a change, run `npm run openapi` and look at the difference', async () => {
    const committed: unknown = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8'));
    const document: unknown = JSON.parse(JSON.stringify(buildDocument(await previewApp([AppModule]))));
    expect(document).toEqual(committed);
  });

  it('has the routes that an app adds, also without a note about them', async () => {
    expect(buildDocument(await previewApp([GreetingsModule]))).toMatchObject({
      paths: {
        '/greetings/{name}': { get: { tags: ['greetings'], security: [] } },
        '/greetings': {
          post: {
            security: [{ bearer: [] }, { session: [], csrf: [] }],
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/GreetingRequest' } } },
            },
          },
        },
      },
      components: {
        schemas: {
          GreetingRequest: {
            additionalProperties: false,
            properties: { times: { type: 'integer', maximum: 10 } },
          },
        },
      },
    });
  });
});
