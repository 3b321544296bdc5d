/**
 * Updates a page while it is visible: requests it again and replaces changed regions. Focused and opened elements are
 * kept until their region changes.
 */
export const LIVE_SCRIPT = `'use strict';
const EVERY_MS = 2000;
const TIMEOUT_MS = 15000;
const regions = (from) => [...from.querySelectorAll('[data-live]')];
let shown = regions(document).map((region) => region.outerHTML);
let asking = false;

async function refresh() {
  if (asking || document.hidden || shown.length === 0) return;
  asking = true;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const reply = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store', signal });
    if (reply.ok) show(new DOMParser().parseFromString(await reply.text(), 'text/html'));
  } catch {
    // The platform is restarting; the next request retries.
  } finally {
    asking = false;
  }
}

function show(fresh) {
  const current = regions(document);
  regions(fresh).forEach((region, index) => {
    const html = region.outerHTML;
    const old = current[index];
    if (!old || html === shown[index] || old.contains(document.activeElement)) return;
    shown[index] = html;
    old.replaceWith(document.importNode(region, true));
  });
}

setInterval(refresh, EVERY_MS);
document.addEventListener('visibilitychange', refresh);
`;
