import { type IncomingMessage } from 'node:http';
import { BadRequestException, type RawBodyRequest } from '@nestjs/common';
import { nestsDeeper } from './nests-deeper.js';

/** More than any client sends. Code that visits each level of a value, such as `JSON.stringify`, can bear several times that. */
const MAX_LEVELS = 1_000;

/** Keeps the bytes of a body beside its value, as Nest does. Use it as `verify` of a parser of bodies. */
export function keepRawBody(request: IncomingMessage, _response: unknown, body: Buffer): void {
  (request as RawBodyRequest<IncomingMessage>).rawBody = body;
}

/** As {@link keepRawBody}, for JSON. @throws BadRequestException before a value is parsed that nests too deep */
export function keepRawJson(request: IncomingMessage, response: unknown, body: Buffer): void {
  keepRawBody(request, response, body);
  if (nestsDeeper(body, MAX_LEVELS))
    throw new BadRequestException(`The body nests deeper than ${MAX_LEVELS}.`);
}
