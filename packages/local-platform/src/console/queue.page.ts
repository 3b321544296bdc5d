import { Injectable } from '@nestjs/common';
import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { PushQueue, type QueuedMessage } from '../sidecar/index.js';
import { AppDataClient, type AppJob, type AppQueue } from './app-data.client.js';
import { postButton } from './parts.js';

/** The queue of the app, and that of monday which pushes to it. */
@Injectable()
export class QueuePage {
  constructor(
    private readonly queue: PushQueue,
    private readonly app: AppDataClient,
  ) {}

  /** @param outcome how a job ended that was run here */
  async render(outcome?: string): Promise<string> {
    const [app, jobs, waiting, dead] = await Promise.all([
      this.app.queue(),
      this.app.jobs(),
      this.queue.list('waiting'),
      this.queue.list('dead'),
    ]);
    const body = html`<div class="intro">
        <h1>Queue</h1>
        <p>
          Messages that wait, and those that were given up. A replayed message starts with fresh attempts.
        </p>
      </div>
      ${app ? ofApp(app) : liveCard('app-queue', 'Queue of the app', '', UNREACHABLE)}
      ${jobsOf(jobs ?? [], outcome)} ${ofMonday(waiting, dead)}`;
    return page({ title: 'Queue', body, section: '/queue', live: true });
  }
}

const OUTCOMES: Readonly<Record<string, string>> = {
  done: 'The job is done.',
  skipped: 'The job did not run: it is in progress, or not due.',
  failed: 'The job failed: see the log of the app.',
};

function jobsOf(jobs: readonly AppJob[], outcome = ''): Html {
  const rows = jobs.map(
    ({ name, schedule, place }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td class="mono small">${schedule}</td>
        <td class="small">${place}</td>
        <td>${postButton('/jobs/run', 'name', name, 'Run', name)}</td>
      </tr>`,
  );
  const columns = ['Job', 'Schedule (UTC)', 'Method', ''];
  const told = OUTCOMES[outcome] ?? '';
  return liveCard(
    'app-jobs',
    'Scheduled jobs of the app',
    told,
    table('Scheduled jobs of the app', columns, rows, 'The app names no jobs.'),
  );
}

const UNREACHABLE = html`<p class="empty">
  The app does not say. It does when both were started with <code>npm run dev</code>.
</p>`;

function ofApp({ stats, waiting, dead }: AppQueue): Html {
  const counts = `${stats.ready} ready, ${stats.delayed} delayed, ${stats.running} running`;
  const waitingRows = waiting.map(
    ({ id, type, attempts }) =>
      html`<tr>
        <th scope="row">${type}</th>
        <td class="mono small">${id}</td>
        <td class="number">${attempts}</td>
      </tr>`,
  );
  const deadRows = dead.map(
    ({ id, type, accountId, attempts, cause }) =>
      html`<tr>
        <th scope="row">${type}</th>
        <td class="mono small">${accountId ?? '-'}</td>
        <td><span class="badge bad">${cause}</span></td>
        <td class="number">${attempts}</td>
        <td>${actions('app', id, `${type} ${id}`)}</td>
      </tr>`,
  );
  const deadColumns = ['Type', 'Account', 'Cause', 'Attempts', ''];
  return html`${liveCard(
    'app-queue',
    'Queue of the app',
    counts,
    table('Waiting messages of the app', ['Type', 'Id', 'Attempts'], waitingRows, 'No messages are waiting.'),
  )}
  ${liveCard(
    'app-dead',
    'Dead letters of the app',
    '',
    table('Dead letters of the app', deadColumns, deadRows, 'There are no dead letters.'),
  )}`;
}

function ofMonday(waiting: readonly QueuedMessage[], dead: readonly QueuedMessage[]): Html {
  const row = ({ id, message, attempts }: QueuedMessage, isDead: boolean): Html =>
    html`<tr>
      <th scope="row" class="mono small">${id}</th>
      <td><code class="value">${message.slice(0, 200)}</code></td>
      <td class="number">${attempts}</td>
      ${isDead && html`<td>${actions('monday', id, id)}</td>`}
    </tr>`;
  const columns = ['Id', 'Message', 'Attempts'];
  return html`${liveCard(
    'monday-queue',
    'Queue of monday',
    'pushed to /mndy-queue',
    table(
      'Waiting messages of monday',
      columns,
      waiting.map((message) => row(message, false)),
      'No messages are waiting.',
    ),
  )}
  ${liveCard(
    'monday-dead',
    'Dead letters of monday',
    'kept here only; monday drops them after ten attempts',
    table(
      'Dead letters of monday',
      [...columns, ''],
      dead.map((message) => row(message, true)),
      'There are no dead letters.',
    ),
  )}`;
}

const actions = (owner: 'app' | 'monday', id: string, about: string): Html =>
  html`<div class="row-actions">
    ${postButton(`/queue/${owner}/replay`, 'id', id, 'Replay', about)}
    ${postButton(`/queue/${owner}/drop`, 'id', id, 'Drop', about)}
  </div>`;
