import { Injectable } from '@nestjs/common';
import { SAMPLE_EVENTS } from '../blocks/index.js';
import { ManifestStore } from '../mapps/index.js';
import { html, page, table, type Html } from '../pages/index.js';
import { SandboxSettings } from '../state/index.js';
import { AppDataClient, type AppJob } from './app-data.client.js';
import { hidden } from './parts.js';
import { runnablesOf, type Runnable, type RunKind } from './runnable.js';

/** Types of lifecycle events (docs/monday-platform.md#app-lifecycle-events). */
const LIFECYCLE_TYPES = [
  'install',
  'uninstall',
  'app_subscription_created',
  'app_subscription_changed',
  'app_subscription_renewed',
  'app_subscription_cancelled',
  'app_subscription_cancelled_by_user',
  'app_subscription_cancellation_revoked_by_user',
  'app_subscription_renewal_attempt_failed',
  'app_subscription_renewal_failed',
  'app_subscription_pricing_version_change_scheduled',
  'app_trial_subscription_started',
  'app_trial_subscription_ended',
];
const FEATURE_TYPES = ['AppFeatureBoardView:create', 'AppFeatureBoardView:delete', 'AppFeatureBlock:delete'];
const KINDS = { action: 'Actions', trigger: 'Triggers', field: 'Fields' } as const;

/** The page with everything that monday can send to the app. */
@Injectable()
export class RunListPage {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly manifests: ManifestStore,
    private readonly app: AppDataClient,
  ) {}

  async render(): Promise<string> {
    const runnables = await this.runnables();
    const jobs = (await this.app.jobs()) ?? [];
    const { events } = this.settings.declaration;
    const body = html`<div class="intro">
        <h1>Run</h1>
        <p>
          Sends to the app what monday sends: blocks with a form made from the manifest, scheduled jobs, and
          events. Each run leads to the page of its request.
        </p>
      </div>
      ${Object.entries(KINDS).map(([kind, title]) =>
        blocksCard(
          title,
          runnables.filter((each) => each.kind === kind),
        ),
      )}
      ${jobsCard(jobs)}
      ${eventsCard('webhook', 'Events of boards', [...new Set([...events, ...SAMPLE_EVENTS])])}
      ${eventsCard('lifecycle', 'Lifecycle events', LIFECYCLE_TYPES)}
      ${eventsCard('feature', 'Events of app features', FEATURE_TYPES)} ${otherCard()}`;
    return page({ title: 'Run', body, section: '/run' });
  }

  /** Those that the app declared when it started, else those of the imported manifest. */
  async runnables(): Promise<readonly Runnable[]> {
    const { features } = this.settings.declaration;
    return runnablesOf(features.length > 0 ? features : await this.manifests.features());
  }
}

const blocksCard = (title: string, runnables: readonly Runnable[]): Html =>
  html`<section class="card" aria-labelledby="${title.toLowerCase()}">
    <header><h2 id="${title.toLowerCase()}">${title}</h2></header>
    ${table(
      title,
      ['Name', 'Address', 'Inputs'],
      runnables.map(
        ({ kind, name, title: text, path, inputs }) =>
          html`<tr>
            <th scope="row"><a href="/run/${kind}/${name}">${text}</a></th>
            <td class="mono small">${path}</td>
            <td class="small text">${inputs.map((input) => input.title).join(', ')}</td>
          </tr>`,
      ),
      'The app declares none, and no manifest was imported that has one.',
    )}
  </section>`;

const jobsCard = (jobs: readonly AppJob[]): Html =>
  html`<section class="card" aria-labelledby="jobs">
    <header><h2 id="jobs">Scheduled jobs</h2></header>
    ${table(
      'Scheduled jobs',
      ['Job', 'Schedule (UTC)', ''],
      jobs.map(
        ({ name, schedule }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="mono small">${schedule}</td>
            <td>
              <form class="row-actions" method="post" action="/jobs/run">
                <button class="button quiet" name="name" value="${name}" aria-label="Run: ${name}">
                  Run
                </button>
              </form>
            </td>
          </tr>`,
      ),
      'The app names no jobs.',
    )}
  </section>`;

const eventsCard = (kind: RunKind, title: string, types: readonly string[]): Html =>
  html`<section class="card" aria-labelledby="${kind}">
    <header><h2 id="${kind}">${title}</h2></header>
    <form class="form" method="get" action="/run/form">
      ${hidden({ kind })}
      <label
        >Type of the event
        <select name="name">
          ${types.map((type) => html`<option>${type}</option>`)}
        </select></label
      >
      <button class="button">Prepare</button>
    </form>
  </section>`;

const otherCard = (): Html =>
  html`<section class="card" aria-labelledby="other">
    <header>
      <h2 id="other">Another block</h2>
      <span class="muted small">of an app that declares nothing</span>
    </header>
    <form class="form" method="get" action="/run/form">
      <label
        >Kind
        <select name="kind">
          <option>action</option>
          <option>trigger</option>
          <option>field</option>
        </select></label
      >
      <label
        >Name <input name="name" required pattern="[A-Za-z0-9][A-Za-z0-9._\\-]{0,99}" autocomplete="off"
      /></label>
      <button class="button">Prepare</button>
    </form>
  </section>`;
