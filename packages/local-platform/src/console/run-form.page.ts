import { Injectable } from '@nestjs/common';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { html, page, type Html } from '../pages/index.js';
import { DeliveryLog, maskText } from '../requests/index.js';
import { SandboxState } from '../state/index.js';
import { hidden, problemNote } from './parts.js';
import { type RunInput, type Runnable, type RunKind } from './runnable.js';

/** What is to be run, and what was entered before. */
export interface RunForm {
  readonly kind: RunKind;
  readonly name: string;
  /** Of the manifest, if it has it. */
  readonly runnable?: Runnable;
  /** The form that was refused. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

const USUAL_PATHS: Readonly<Record<RunKind, (name: string) => string>> = {
  action: (name) => `/monday/actions/${name}`,
  trigger: (name) => `/monday/triggers/${name}/subscribe`,
  field: (name) => `/monday/fields/${name}`,
  webhook: () => '/monday/webhooks',
  lifecycle: () => '/monday/lifecycle',
  feature: () => '/monday/feature-lifecycle',
};

/** Where the app takes it. */
export const pathOf = ({ kind, name, runnable }: Pick<RunForm, 'kind' | 'name' | 'runnable'>): string =>
  runnable?.path ?? USUAL_PATHS[kind](name);

/** The page with the inputs of a block or an event, filled in as they were sent last. */
@Injectable()
export class RunFormPage {
  constructor(
    private readonly state: SandboxState,
    private readonly deliveries: DeliveryLog,
  ) {}

  render(form: RunForm): string {
    const { kind, name, runnable, problem, given } = form;
    const title = runnable?.title ?? name;
    const last = this.lastPayload(form);
    const inputs = runnable?.inputs ?? [];
    const textFor = (key: string): string => textOf(given?.[`input.${key}`] ?? last[key]);
    const body = html`<div class="intro">
        <p><a href="/run">Everything that can be run</a></p>
        <h1>${title}</h1>
        <p>${kind} <code>${name}</code></p>
      </div>
      ${problemNote(problem)}
      <section class="card" aria-label="Run">
        <form class="form padded" method="post" action="/run">
          ${hidden({ kind, name })} ${inputs.map((input) => inputField(input, textFor(input.key)))}
          ${inputs.length === 0 && dataField(kind, textOf(given?.['data'] ?? (Object.keys(last).length > 0 ? last : '')))}
          <label
            >As the user
            <select name="user">
              ${this.state.users().map((user) => userOption(user.id, `${user.name}, ${this.state.accountOf(user).name}`, given))}
            </select></label
          >
          <label
            >Path of the app
            <input name="path" value="${textOf(given?.['path'] ?? pathOf(form))}" autocomplete="off"
          /></label>
          ${kind === 'action' && check('async', 'Asynchronous, with a callback')}
          ${check('bearer', 'Token after Bearer')}
          <div class="row-actions">
            ${
              kind === 'trigger'
                ? html`<button class="button primary">Subscribe</button>`
                : html`<button class="button primary">Run</button>`
            }
          </div>
        </form>
        ${kind === 'trigger' && unsubscribeForm(name, pathOf(form))}
      </section>`;
    return page({ title, body, section: '/run' });
  }

  /** Inputs of the last request to the same address, without secrets. */
  private lastPayload(form: RunForm): Readonly<Record<string, unknown>> {
    const path = pathOf(form);
    for (const { path: sent, exchange } of this.deliveries.newest()) {
      if (sent !== path || !exchange) continue;
      const body = fieldsOf(tryParseJson(maskText(exchange.request.body.toString('utf8'), [])));
      return payloadOf(form, body) ?? {};
    }
    return {};
  }
}

/** Of an event, only of the same type. */
function payloadOf(
  { kind, name }: RunForm,
  body: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const { payload, event, type, data } = body;
  if (kind === 'action' || kind === 'trigger') return fieldsOf(fieldsOf(payload)['inputFields']);
  if (kind === 'webhook') return fieldsOf(event)['type'] === name ? fieldsOf(event) : undefined;
  if (kind === 'lifecycle') return type === name ? fieldsOf(data) : undefined;
  return kind === 'feature' && type === name ? fieldsOf(payload) : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, typeof value === 'object' ? 2 : 0);
}

const userOption = (id: string, label: string, given: RunForm['given']): Html =>
  html`<option value="${id}" ${given?.['user'] === id && html`selected`}>${label}</option>`;

const check = (name: string, label: string): Html =>
  html`<label class="check"><input type="checkbox" name="${name}" value="true" /> ${label}</label>`;

function inputField({ key, title, type, isOptional, isArray }: RunInput, value: string): Html {
  const name = `input.${key}`;
  const label = html`${title}
    <span class="muted small">${isArray ? 'list as JSON' : type}${isOptional && ', optional'}</span>`;
  const need = isOptional ? html`` : html`required`;
  if (isArray)
    return html`<label class="wide"
      >${label} <textarea name="${name}" rows="3" ${need}>${value}</textarea>
    </label>`;
  if (type === 'boolean') {
    const options = ['false', 'true'].map(
      (each) => html`<option ${each === value && html`selected`}>${each}</option>`,
    );
    return html`<label
      >${label}
      <select name="${name}">
        ${options}
      </select></label
    >`;
  }
  const kind = type === 'number' ? html`type="number" step="any"` : html``;
  return html`<label
    >${label} <input name="${name}" value="${value}" autocomplete="off" ${kind} ${need}
  /></label>`;
}

const DATA_LABELS: Readonly<Record<RunKind, string>> = {
  action: 'Input fields',
  trigger: 'Input fields',
  field: 'Payload',
  webhook: 'Fields of the event',
  lifecycle: 'Fields of the data',
  feature: 'Payload',
};

const dataField = (kind: RunKind, value: string): Html =>
  html`<label class="wide"
    >${DATA_LABELS[kind]} <span class="muted small">JSON, over those of a sample</span>
    <textarea name="data" rows="8" spellcheck="false">${value}</textarea>
  </label>`;

const unsubscribeForm = (name: string, path: string): Html =>
  html`<form class="form" method="post" action="/run">
    ${hidden({ kind: 'trigger', name, path: path.replace(/\/subscribe$/, '/unsubscribe') })}
    <label>Id of a subscription <input name="webhook" required maxlength="200" autocomplete="off" /></label>
    <button class="button">Unsubscribe</button>
  </form>`;
