import { html, type Html } from 'monday-persistence/html';

const NUMERIC: ReadonlySet<string> = new Set([
  'Attempts',
  'Struck',
  'Duration',
  'Items',
  'Groups',
  'Columns',
  'Board id',
]);

/** A table that scrolls inside its card; or a sentence if it would be empty. */
export function table(
  label: string,
  columns: readonly string[],
  rows: readonly Html[],
  otherwise: Html | string,
): Html {
  if (rows.length === 0) return html`<p class="empty">${otherwise}</p>`;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" ${NUMERIC.has(column) && html`class="number"`}>${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** A card that refreshes itself. */
export function liveCard(id: string, title: string, aside: Html | string, content: Html): Html {
  return html`<section class="card" aria-labelledby="${id}" data-live>
    <header>
      <h2 id="${id}">${title}</h2>
      <span class="muted small">${aside}</span>
    </header>
    ${content}
  </section>`;
}
