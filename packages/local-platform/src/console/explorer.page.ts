import { Injectable } from '@nestjs/common';
import { SERVED_VERSIONS } from '../graphql/index.js';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState } from '../state/index.js';

/** A query as it was entered. */
export interface ExplorerInput {
  readonly query: string;
  /** JSON text; may be empty. */
  readonly variables: string;
  readonly userId: string;
  readonly version: string;
}

/** A query that was run, with its answer. */
export interface ExplorerRun extends ExplorerInput {
  readonly id: number;
  readonly answer: string;
  readonly milliseconds: number;
}

const SAMPLE = `query {
  boards(limit: 3) {
    id
    name
    items_page(limit: 5) {
      items { id name }
    }
  }
}`;
const SCRIPTS = html`<script src="/__sandbox/assets/explorer.js" defer></script>
  <script src="/__sandbox/assets/copy.js" defer></script>`;

/** The page that sends queries to the GraphQL API. */
@Injectable()
export class ExplorerPage {
  constructor(private readonly state: SandboxState) {}

  /** @param problem why the query was not sent */
  render(
    input: Partial<ExplorerInput>,
    history: readonly ExplorerRun[],
    run?: ExplorerRun,
    problem?: string,
  ): string {
    const { query = SAMPLE, variables = '', userId, version } = input;
    const body = html`<div class="intro">
        <h1>Explorer</h1>
        <p>
          Queries of the GraphQL API, as a user with all scopes and without limits. Ctrl+Space completes names
          of the schema, Ctrl+Enter runs.
        </p>
      </div>
      ${problem !== undefined && html`<p class="card note problem bad" role="alert">${problem}</p>`}
      <section class="card" aria-label="Query">
        <form class="form padded" method="post" action="/explorer">
          <label class="wide"
            >Query
            <textarea
              id="query"
              name="query"
              rows="14"
              spellcheck="false"
              autocapitalize="off"
              role="combobox"
              aria-autocomplete="list"
              aria-expanded="false"
              aria-controls="completions"
            >
${query}</textarea>
          </label>
          <ul
            id="completions"
            class="completions"
            role="listbox"
            aria-label="Names of the schema"
            hidden
          ></ul>
          <label class="wide"
            >Variables <span class="muted small">JSON</span>
            <textarea name="variables" rows="4" spellcheck="false">${variables}</textarea>
          </label>
          <label
            >As the user
            <select name="user">
              ${this.state
                .users()
                .map(
                  (user) =>
                    html`<option value="${user.id}" ${user.id === userId && html`selected`}>
                      ${user.name}, ${this.state.accountOf(user).name}
                    </option>`,
                )}
            </select></label
          >
          <label
            >Version
            <select name="version" id="version">
              ${SERVED_VERSIONS.map(
                ({ value, kind }) =>
                  html`<option
                    value="${value}"
                    ${(version === undefined ? kind === 'current' : value === version) && html`selected`}
                  >
                    ${value}
                  </option>`,
              )}
            </select></label
          >
          <div class="row-actions"><button class="button primary">Run query</button></div>
        </form>
      </section>
      ${run && answerCard(run)} ${historyCard(history)}`;
    return page({ title: 'Explorer', body, section: '/explorer', head: SCRIPTS });
  }
}

const answerCard = ({ answer, milliseconds }: ExplorerRun): Html =>
  html`<section class="card" aria-labelledby="answer">
    <header>
      <h2 id="answer">Answer</h2>
      <span class="muted small">${milliseconds.toFixed(1)} ms</span>
    </header>
    <div class="inline">
      <button class="button quiet" type="button" data-copy="answer-text" data-note="answer-note">
        Copy the answer
      </button>
      <span id="answer-note" class="muted small" role="status"></span>
    </div>
    <pre class="code" id="answer-text" tabindex="0" role="region" aria-label="Answer of the API">
${answer}</pre>
  </section>`;

const historyCard = (history: readonly ExplorerRun[]): Html | false =>
  history.length > 0 &&
  html`<section class="card" aria-labelledby="history">
    <header>
      <h2 id="history">History</h2>
      <span class="muted small">since the start of the platform</span>
    </header>
    <ul class="history">
      ${history.map(
        ({ id, query }) =>
          html`<li>
            <a class="mono small" href="/explorer?run=${id}"
              >${query.replace(/\s+/g, ' ').trim().slice(0, 100)}</a
            >
          </li>`,
      )}
    </ul>
  </section>`;
