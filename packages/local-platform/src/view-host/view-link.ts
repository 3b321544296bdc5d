import { VIEW_FEATURES } from './view.js';

/**
 * The address that opens a feature of the manifest as a view; `undefined` if it is none.
 * @param type such as `AppFeatureBoardView`
 * @param address of the view, if the manifest has one; by default, the page asks for it
 */
export function viewLink(type: string, address?: string): string | undefined {
  const kind = Object.entries(VIEW_FEATURES).find(([, feature]) => feature === type)?.[0];
  if (kind === undefined) return undefined;
  const query = new URLSearchParams({ kind });
  if (address !== undefined && /^https?:/.test(address)) query.set('url', address);
  return `/views?${query.toString()}`;
}
