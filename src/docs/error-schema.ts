import { type OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The one body of every failed request. */
export const ERROR_SCHEMA: Schemas[string] = {
  type: 'object',
  required: ['error', 'code', 'message', 'statusCode', 'requestId'],
  properties: {
    error: {
      type: 'string',
      enum: ['HTTPException', 'MondayCodeAPIError', 'BaseError', 'InternalServerError'],
      description: 'The family.',
    },
    code: { type: 'string', example: 'storage.key_not_found', description: 'Stable; decide by this.' },
    message: { type: 'string', description: 'For people.' },
    statusCode: { type: 'integer' },
    requestId: { type: 'string' },
    details: { description: 'What else is known; depends on the code.' },
  },
};

export const ERROR_REPLY = {
  description: 'The request failed.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};
