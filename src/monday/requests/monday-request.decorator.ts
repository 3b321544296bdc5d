import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { BodyGuard, VerifiedBody } from '../../http/index.js';
import {
  ALLOWS_CHALLENGE,
  EVENT_FAMILY,
  MondayRequestGuard,
  type EventFamily,
} from './monday-request.guard.js';

/**
 * A route for events from monday. `@MondayContext()` returns the verified data of the request. For app lifecycle
 * events, compare its account with that of the event, and check `isProven` of `VerifiedLifecycleEvent`: a board view's
 * token passes too. Webhooks may have up to 2 MiB, because they contain the values of columns. Most handlers use
 * `@MondayEvent` instead, which needs no route.
 */
export const MondayRequest = (family: EventFamily): MethodDecorator & ClassDecorator =>
  family === 'webhook'
    ? applyDecorators(VerifiedBody(), ...of(family, BodyGuard))
    : applyDecorators(...of(family));

/** A route like {@link MondayRequest} for webhooks, which also receives challenges: they have no token and no event. */
export const MondayWebhook = (): MethodDecorator & ClassDecorator =>
  applyDecorators(MondayRequest('webhook'), SetMetadata(ALLOWS_CHALLENGE, true));

type Guard = typeof MondayRequestGuard | typeof BodyGuard;

const of = (family: EventFamily, ...further: readonly Guard[]): (MethodDecorator & ClassDecorator)[] => [
  Public(),
  SetMetadata(EVENT_FAMILY, family),
  UseGuards(MondayRequestGuard, ...further),
];
