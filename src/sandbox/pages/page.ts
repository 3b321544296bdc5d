import { html, type Html } from './html.js';

export interface PageOptions {
  readonly title: string;
  readonly body: Html;
  /** Path of the console's section that is shown, as in the navigation; none for a page without navigation. */
  readonly section?: string;
}

const SECTIONS = [
  { path: '/', title: 'Accounts' },
  { path: '/boards', title: 'Boards' },
  { path: '/mailbox', title: 'Mailbox' },
  { path: '/requests', title: 'Requests' },
  { path: '/logs', title: 'Logs' },
] as const;

/** A whole HTML document in the console's dress; send it as `text/html`. No scripts, no foreign assets. */
export function page({ title, body, section }: PageOptions): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · local platform</title>
        <link rel="icon" href="/__sandbox/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/__sandbox/assets/style.css" />
      </head>
      <body>
        ${section !== undefined && navigation(section)}
        <main id="content" class="${section === undefined ? 'narrow' : 'wide'}">${body}</main>
      </body>
    </html> `.text;
}

function navigation(section: string): Html {
  return html`<a class="skip" href="#content">Skip to content</a>
    <header class="bar">
      <a class="brand" href="/"
        ><img src="/__sandbox/assets/icon.svg" alt="" width="22" height="22" />Local platform</a
      >
      <nav aria-label="Sections">
        ${SECTIONS.map(
          ({ path, title }) =>
            html`<a href="${path}" ${path === section && html`aria-current="page"`}>${title}</a>`,
        )}
      </nav>
    </header>`;
}
