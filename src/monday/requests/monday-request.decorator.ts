import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { EVENT_FAMILY, MondayRequestGuard, type EventFamily } from './monday-request.guard.js';

/**
 * A route for what monday reports by itself. `@MondayContext()` gives what the request proved; for the app's lifecycle,
 * compare its account with that of the event. Most handlers want `@MondayEvent` instead, which needs no route.
 */
export const MondayRequest = (family: EventFamily): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), SetMetadata(EVENT_FAMILY, family), UseGuards(MondayRequestGuard));
