import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { DeliveryLog, RequestLog, type RecordedDelivery, type RecordedRequest } from '../requests/index.js';
import { clock, liveCard, postButton, statusBadge, table } from './parts.js';

/** The last requests that the platform sent to the app, and those that it answered. */
@Injectable()
export class RequestsPage {
  constructor(
    private readonly requests: RequestLog,
    private readonly deliveries: DeliveryLog,
  ) {}

  render(): string {
    const body = html`<div class="intro">
        <h1>Requests</h1>
        <p>
          Newest first, since the start. Queries and bodies are not shown, because they contain codes and
          tokens.
        </p>
      </div>
      ${liveCard(
        'sent',
        'From monday to the app',
        'blocks, webhooks, lifecycle events, queue',
        table(
          'Requests to the app',
          ['Time', 'Request', 'Answer', 'Duration', ''],
          this.deliveries.list().map(delivery),
          html`No requests yet. <code>npm run cli -- sandbox send mail-send</code> sends a block.`,
        ),
      )}
      ${liveCard(
        'received',
        'To monday',
        '',
        table(
          'Requests to the platform',
          ['Time', 'Request', 'Answer', 'Duration'],
          this.requests.list().map(request),
          'No requests yet. Log in to see the first ones.',
        ),
      )}`;
    return page({ title: 'Requests', body, section: '/requests', live: true });
  }
}

const delivery = ({ id, at, path, status, milliseconds }: RecordedDelivery): Html =>
  html`<tr>
    <td class="mono muted">${clock(at)}</td>
    <td class="mono"><strong>POST</strong> ${path}</td>
    <td>${statusBadge(status)}</td>
    <td class="number">${milliseconds.toFixed(1)} ms</td>
    <td><div class="row-actions">${postButton('/requests/replay', 'id', id, 'Send again', path)}</div></td>
  </tr>`;

const request = ({ at, method, path, status, milliseconds }: RecordedRequest): Html =>
  html`<tr>
    <td class="mono muted">${clock(at)}</td>
    <td class="mono"><strong>${method}</strong> ${path}</td>
    <td>${statusBadge(status)}</td>
    <td class="number">${milliseconds.toFixed(1)} ms</td>
  </tr>`;
