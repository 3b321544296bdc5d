import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import { messageOf, ValidationFailedException } from '#app/errors/index.js';
import { TAKES_ANY_QUERY } from '#app/http/any-query.decorator.js';
import {
  BodyNotJsonException,
  BodyTooLargeException,
  BodyTooSlowError,
  BodyTypeException,
  LARGE_BODY_BYTES,
  LargeBodiesBusyError,
  SMALL_BODY_BYTES,
  TAKES_LARGE_BODY,
  TAKES_VERIFIED_BODY,
  VERIFIED_BODY_BYTES,
} from '#app/http/body/index.js';
import { type DocumentedRoute, type OpenApiErrorResponses, isWrite } from '../documented-route.js';

/** Node or the first step of a request refuses these, whatever the route. */
const EARLY = [HttpStatus.REQUEST_TIMEOUT, HttpStatus.EXPECTATION_FAILED, 431];

/** What every request can meet on its way to a handler, by what the handler takes. */
export const httpErrorResponses: OpenApiErrorResponses = (route) => [
  ...EARLY.map((status) => new HttpException(messageOf(status), status)),
  new BadRequestException('The query string is malformed.'),
  ...(route.isOutsideNest ? [] : inputFailures(route)),
  new Error('A bug.'),
];

function inputFailures(route: DocumentedRoute): unknown[] {
  const takesAnyQuery = route.metadata<boolean>(TAKES_ANY_QUERY) === true;
  return [
    ...(takesAnyQuery ? [] : [unknownField('debug', 'debug is not a known query parameter')]),
    ...(isWrite(route) ? bodyFailures(route) : []),
  ];
}

/** Also if the handler takes no body: one that is sent is read all the same. */
function bodyFailures(route: DocumentedRoute): unknown[] {
  const isLarge = route.metadata<boolean>(TAKES_LARGE_BODY) === true;
  const isVerified = route.metadata<boolean>(TAKES_VERIFIED_BODY) === true;
  const limit = isLarge ? LARGE_BODY_BYTES : isVerified ? VERIFIED_BODY_BYTES : SMALL_BODY_BYTES;
  return [
    new BodyNotJsonException(),
    new BodyTypeException(),
    new BodyTooLargeException(limit),
    new LargeBodiesBusyError(),
    ...(isLarge || isVerified ? [new BodyTooSlowError()] : []),
  ];
}

const unknownField = (field: string, message: string): ValidationFailedException =>
  new ValidationFailedException([{ field, message }]);
