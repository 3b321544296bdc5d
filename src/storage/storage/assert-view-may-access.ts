import { type CallerContext } from '../../caller/index.js';
import { StorageSharedOnlyError } from './storage.errors.js';

/**
 * A board view can use only shared rows.
 * @throws StorageSharedOnlyError
 */
export function assertViewMayAccess(caller: CallerContext, shared: boolean | undefined): void {
  if (caller.kind === 'view' && shared !== true) throw new StorageSharedOnlyError();
}
