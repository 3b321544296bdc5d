import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { IsInt, IsOptional, Max } from 'class-validator';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AppModule } from '#app/app/app.module.js';
import { Public } from '#app/caller/index.js';
import { Feature, findFeatures } from '#app/feature/index.js';
import { BaseError } from '#app/errors/index.js';
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

class Person {
  @ApiProperty({ example: 'Ada' }) name!: string;
}

class Greeting {
  @ApiProperty({ type: [Person], description: 'Whom it greets.' }) people!: Person[];
}

class GreetingMissingError extends BaseError {
  constructor() {
    super({ code: 'greetings.missing', status: 404, message: 'There is no such greeting.' });
  }
}

@ApiTags('people')
@Controller('people')
class PeopleController {
  @ApiOperation({ operationId: 'readPeople', summary: 'Reads people', deprecated: true })
  @ApiOkResponse({ type: Greeting, description: 'The people.' })
  @Get()
  read(): Greeting {
    return { people: [] };
  }
}

@Feature({
  name: 'people',
  controllers: [PeopleController],
  tags: { people: 'People to greet.' },
  errors: () => [new GreetingMissingError()],
})
class PeopleFeature {}

@Module({ controllers: [GreetingsController] })
class GreetingsModule {}

describe('buildDocument', () => {
  it('makes docs/openapi.json of the app as it is: after a change, run `npm run openapi` and look at the difference', async () => {
    const committed: unknown = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8'));
    const document: unknown = JSON.parse(
      JSON.stringify(buildDocument(await previewApp([AppModule]), findFeatures([AppModule]))),
    );
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

  it("takes what swagger's own decorators say, and the tags and errors that a feature declares", async () => {
    const document = buildDocument(await previewApp([PeopleFeature]), findFeatures([PeopleFeature]));
    expect(document).toMatchObject({
      tags: expect.arrayContaining([{ name: 'people', description: 'People to greet.' }]) as unknown,
      paths: {
        '/people': {
          get: {
            operationId: 'readPeople',
            tags: ['people'],
            summary: 'Reads people',
            deprecated: true,
            security: [{ bearer: [] }, { session: [] }],
            responses: {
              200: {
                description: 'The people.',
                headers: { 'X-Request-Id': {} },
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Greeting' } } },
              },
              401: {},
            },
          },
        },
      },
      components: {
        schemas: {
          Greeting: { properties: { people: { description: 'Whom it greets.' } } },
          Person: { properties: { name: { example: 'Ada' } } },
          GreetingsMissingError: { properties: { code: { const: 'greetings.missing' } } },
        },
      },
    });
  });
});
