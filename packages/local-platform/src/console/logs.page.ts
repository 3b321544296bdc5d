import { Injectable } from '@nestjs/common';
import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { AppLog, type LoggedLine } from '../sidecar/index.js';
import { AppDataClient } from './app-data.client.js';

const TONES = { debug: '', info: 'info', warn: 'warn', error: 'bad' } as const;

/** The page with the log of the app, and lines that apps sent through the sidecar. */
@Injectable()
export class LogsPage {
  constructor(
    private readonly log: AppLog,
    private readonly app: AppDataClient,
  ) {}

  async render(): Promise<string> {
    const lines = this.log.list();
    const own = await this.app.logs();
    const body = html`<div class="intro">
        <h1>Logs</h1>
        <p>The log of the app, and lines that apps sent to the sidecar’s <code>/logs</code>, newest first.</p>
      </div>
      ${liveCard(
        'app-log',
        'Log of the app',
        'the last lines, in the profile local',
        table(
          'Log of the app',
          ['Time', 'Level', 'Message'],
          (own ?? []).map(appLine),
          own
            ? 'Nothing was logged yet.'
            : 'The app does not say. It does when both were started with npm run dev.',
        ),
      )}
      ${liveCard(
        'sidecar-log',
        'Sidecar',
        'the last lines',
        table(
          'Logs of the sidecar',
          ['Time', 'Level', 'Message'],
          lines.map(sidecarLine),
          'Nothing was logged. Apps in other languages log here.',
        ),
      )}`;
    return page({ title: 'Logs', body, section: '/logs', live: true });
  }
}

/** By the numbers of pino. */
const LEVELS: readonly (readonly [least: number, name: string, tone: string])[] = [
  [50, 'error', 'bad'],
  [40, 'warn', 'warn'],
  [30, 'info', 'info'],
  [0, 'debug', ''],
];
const SHOWN_APART: ReadonlySet<string> = new Set(['level', 'time', 'msg', 'context', 'tag']);

function appLine(line: string): Html {
  const fields = fieldsOf(tryParseJson(line));
  const { level, time, msg, context } = fields;
  const [, name = '', tone = ''] =
    LEVELS.find(([least, label]) => level === label || Number(level) >= least) ?? [];
  const at = new Date(typeof time === 'number' || typeof time === 'string' ? time : NaN);
  const text = typeof msg === 'string' ? msg : line;
  const more = Object.entries(fields).filter(([key]) => !SHOWN_APART.has(key));
  return html`<tr>
    <td class="mono muted">${Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(11, 23)}</td>
    <td><span class="badge ${tone}">${name}</span></td>
    <td class="text">
      ${typeof context === 'string' && html`<span class="muted">${context}</span>`} ${text}
      ${more.length > 0 && html`<code class="block muted">${JSON.stringify(Object.fromEntries(more))}</code>`}
    </td>
  </tr>`;
}

const sidecarLine = ({ at, method, message, error, payload }: LoggedLine): Html =>
  html`<tr>
    <td class="mono muted"><time datetime="${at.toISOString()}">${at.toISOString().slice(11, 23)}</time></td>
    <td><span class="badge ${TONES[method]}">${method}</span></td>
    <td class="text">
      ${message} ${error !== undefined && html`<code class="block">${JSON.stringify(error)}</code>`}
      ${payload !== undefined && html`<code class="block muted">${JSON.stringify(payload)}</code>`}
    </td>
  </tr>`;
