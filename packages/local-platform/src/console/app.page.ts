import { Injectable } from '@nestjs/common';
import { fieldsOf, isObject } from 'monday-persistence/json';
import {
  JobStore,
  ManifestStore,
  type AppManifest,
  type ManifestFeature,
  type ScheduledJob,
} from '../mapps/index.js';
import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { viewLink } from '../view-host/index.js';

/** Kinds of features by what their type says, in the order of the page. */
const KINDS: readonly (readonly [type: string, title: string])[] = [
  ['AppFeatureBlock', 'Blocks'],
  ['AppFeatureFieldType', 'Field types'],
  ['AppFeatureCredentials', 'Credentials'],
];

/** The page with what `mapps` told the platform about the app: its manifest, and its scheduled jobs. */
@Injectable()
export class AppPage {
  constructor(
    private readonly manifests: ManifestStore,
    private readonly jobs: JobStore,
  ) {}

  async render(): Promise<string> {
    const manifest = await this.manifests.get();
    const body = html`<div class="intro">
        <h1>App</h1>
        <p>
          What <code>mapps</code> set up here: the manifest that was imported last, and the jobs of the
          scheduler.
        </p>
        ${manifest && overview(manifest)}
      </div>
      ${
        manifest
          ? features(manifest.app.features)
          : html`<section class="card">
              <p class="empty">
                No manifest was imported.
                <code>mapps manifest:import -a 10000001 -i 10000002 -p manifest.json</code>
                imports one.
              </p>
            </section>`
      }
      ${jobTable(await this.jobs.list())}`;
    return page({ title: 'App', body, section: '/app', live: true });
  }
}

const overview = ({ app }: AppManifest): Html => {
  const scopes = app.oauth?.scopes?.join(', ') ?? 'none';
  return html`<p>The manifest is of the app “${app.name}”. Scopes: <span class="mono">${scopes}</span></p>`;
};

function features(all: readonly ManifestFeature[]): Html[] {
  const known = new Set(KINDS.map(([type]) => type));
  const others = all.filter(({ type }) => !known.has(type));
  const cards = KINDS.map(([type, title]) =>
    card(
      title,
      all.filter((feature) => feature.type === type),
    ),
  );
  return [...cards, card('Other features', others)];
}

const card = (title: string, shown: readonly ManifestFeature[]): Html =>
  shown.length === 0
    ? html``
    : liveCard(
        title.toLowerCase().replace(' ', '-'),
        title,
        String(shown.length),
        table(title, ['Name', 'Kind', 'Address', 'Fields'], shown.map(featureRow), ''),
      );

const featureRow = (feature: ManifestFeature): Html =>
  html`<tr>
    <th scope="row">${feature.name}<br /><span class="mono muted small">${feature.key ?? ''}</span></th>
    <td>${kindOf(feature)}${openLink(feature)}</td>
    <td class="mono">${addressesIn(feature).map((address) => html`${address}<br />`)}</td>
    <td>${fieldsOfBlock(feature.data).map((field) => html`${field}<br />`)}</td>
  </tr>`;

function openLink(feature: ManifestFeature): Html | undefined {
  const { name, type } = feature;
  const link = viewLink(type, addressesIn(feature)[0]);
  return link === undefined ? undefined : html` <a href="${link}" aria-label="Open: ${name}">Open</a>`;
}

const kindOf = ({ type, data }: ManifestFeature): string =>
  typeof data.kind === 'string' ? data.kind : type.replace(/^AppFeature/, '');

const addressesIn = ({ build, data }: ManifestFeature): string[] => addressesOf({ build, data });

/** Every address in a part of a feature, wherever the type of the feature keeps it: `url`, `listUrl` and others. */
function addressesOf(part: unknown): string[] {
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    if (typeof value === 'string') return /url$/i.test(name) ? [value] : [];
    return addressesOf(value);
  });
}

function fieldsOfBlock(data: unknown): Html[] {
  const { inboundFieldsConfig, outboundFieldsConfig } = fieldsOf(data);
  return [...listed(inboundFieldsConfig, ''), ...listed(outboundFieldsConfig, ' (output)')];
}

function listed(config: unknown, mark: string): Html[] {
  const { fields } = fieldsOf(config);
  if (!Array.isArray(fields)) return [];
  return fields.map((field) => {
    const { fieldTitle, fieldKey } = fieldsOf(field);
    return html`${textOf(fieldTitle)}${mark} <span class="mono muted small">${textOf(fieldKey)}</span>`;
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const jobTable = (jobs: readonly ScheduledJob[]): Html =>
  liveCard(
    'jobs',
    'Scheduled jobs',
    'UTC',
    table(
      'Scheduled jobs',
      ['Name', 'Schedule', 'Posts to', 'Description'],
      jobs.map(
        ({ name, schedule, targetUrl, description }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="mono">${schedule}</td>
            <td class="mono">/mndy-cronjob${targetUrl}</td>
            <td>${description ?? ''}</td>
          </tr>`,
      ),
      html`None. <code>mapps scheduler:create</code> makes one.`,
    ),
  );
