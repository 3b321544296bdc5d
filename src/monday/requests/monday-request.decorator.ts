import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { EVENT_FAMILY, MondayRequestGuard, type EventFamily } from './monday-request.guard.js';

/**
 * A route for events from monday. `@MondayContext()` returns the verified data of the request. For app lifecycle
 * events, compare its account with that of the event, and check `isProven` of `VerifiedLifecycleEvent`: a board view's
 * token passes too. Most handlers use `@MondayEvent` instead, which needs no route.
 */
export const MondayRequest = (family: EventFamily): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), SetMetadata(EVENT_FAMILY, family), UseGuards(MondayRequestGuard));
