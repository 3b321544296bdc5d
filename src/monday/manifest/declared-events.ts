import { declaredMethods, type DeclaredProvider } from '../../discovery/index.js';
import { MONDAY_EVENT, type EventMetadata } from '../events/monday-event.decorator.js';

/**
 * The names of the events that the app handles, in order. A manifest has no place for them
 * (docs/monday-platform.md#app-manifest).
 */
export function declaredEvents(providers: readonly DeclaredProvider[]): string[] {
  const names = declaredMethods<EventMetadata>(providers, MONDAY_EVENT).map(({ metadata: { name } }) => name);
  return [...new Set(names)].sort();
}
