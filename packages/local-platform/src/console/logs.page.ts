import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { AppLog, type LoggedLine } from '../sidecar/index.js';

const TONES = { debug: '', info: 'info', warn: 'warn', error: 'bad' } as const;

/** The page with logs sent through the sidecar. */
@Injectable()
export class LogsPage {
  constructor(private readonly log: AppLog) {}

  render(): string {
    const lines = this.log.list();
    const body = html`<div class="intro">
        <h1>Logs</h1>
        <p>Lines that apps sent to the sidecar’s <code>/logs</code> since the start, newest first.</p>
      </div>
      <section class="card" data-live>
        ${
          lines.length === 0
            ? html`<p class="empty">
                Nothing was logged yet. This app writes its log to its own output; apps in other languages log
                here.
              </p>`
            : table(lines)
        }
      </section>`;
    return page({ title: 'Logs', body, section: '/logs', live: true });
  }
}

const table = (lines: readonly LoggedLine[]): Html =>
  html`<div class="scroll" role="region" aria-label="Logs" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Level</th>
          <th scope="col">Message</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(row)}
      </tbody>
    </table>
  </div>`;

const row = ({ at, method, message, error, payload }: LoggedLine): Html =>
  html`<tr>
    <td class="mono muted"><time datetime="${at.toISOString()}">${at.toISOString().slice(11, 23)}</time></td>
    <td><span class="badge ${TONES[method]}">${method}</span></td>
    <td class="text">
      ${message} ${error !== undefined && html`<code class="block">${JSON.stringify(error)}</code>`}
      ${payload !== undefined && html`<code class="block muted">${JSON.stringify(payload)}</code>`}
    </td>
  </tr>`;
