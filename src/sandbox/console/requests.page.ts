import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { RequestLog, type RecordedRequest } from '../requests/index.js';

/** The last requests that the platform answered. */
@Injectable()
export class RequestsPage {
  constructor(private readonly log: RequestLog) {}

  render(): string {
    const requests = this.log.list();
    const body = html`<div class="intro">
        <h1>Requests</h1>
        <p>
          What reached the platform since it started, newest first. Queries and bodies are not kept: they
          carry codes and tokens.
        </p>
      </div>
      <section class="card">
        ${requests.length === 0 ? html`<p class="empty">Nothing has called yet. Log in, and the first requests appear here.</p>` : table(requests)}
      </section>`;
    return page({ title: 'Requests', body, section: '/requests' });
  }
}

const table = (requests: readonly RecordedRequest[]): Html =>
  html`<div class="scroll" role="region" aria-label="Requests" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Request</th>
          <th scope="col">Status</th>
          <th scope="col" class="number">Duration</th>
        </tr>
      </thead>
      <tbody>
        ${requests.map(row)}
      </tbody>
    </table>
  </div>`;

const row = ({ at, method, path, status, milliseconds }: RecordedRequest): Html =>
  html`<tr>
    <td class="mono muted"><time datetime="${at.toISOString()}">${at.toISOString().slice(11, 23)}</time></td>
    <td class="mono"><strong>${method}</strong> ${path}</td>
    <td><span class="badge ${tone(status)}">${status}</span></td>
    <td class="number">${milliseconds.toFixed(1)} ms</td>
  </tr>`;

function tone(status: number): string {
  if (status >= 500) return 'bad';
  if (status >= 400) return 'warn';
  return status >= 300 ? 'info' : 'good';
}
