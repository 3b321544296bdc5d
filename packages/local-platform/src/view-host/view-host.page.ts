import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { SandboxSettings, SandboxState, type User } from '../state/index.js';
import { ViewBoards, type ViewBoard, type ViewItem } from './view-boards.js';
import { placeOf, THEMES, VIEW_KINDS, type View } from './view.js';

type Fields = Readonly<Record<string, unknown>>;

const FILES = '/__sandbox/view-host/files';
/** What the script of the page imports. With it at once, the frame opens one round trip earlier. */
const IMPORTED = ['changes', 'dialogs', 'message-log', 'platform', 'view-state'];
const HEAD = html`<link rel="stylesheet" href="${FILES}/view-host.css" />
  ${IMPORTED.map((name) => html`<link rel="modulepreload" href="${FILES}/${name}.js" />`)}
  <script type="module" src="${FILES}/view-host.js"></script>`;
const TOKENS = [
  ['normal', '5 minutes'],
  ['short', '10 seconds'],
  ['expired', 'expired'],
] as const;

/** The page that shows a view, and the form that opens one. */
@Injectable()
export class ViewHostPage {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    private readonly boards: ViewBoards,
  ) {}

  /** @param problem why the view of the query is not shown */
  async form(query: Fields, problem?: string): Promise<string> {
    const user = this.state.findUser(textOf(query['user'])) ?? this.state.firstUser();
    const body = html`${intro}
      <section class="card" aria-labelledby="open">
        <header><h2 id="open">Open a view</h2></header>
        ${problem !== undefined && html`<p class="note bad" role="alert">${problem}</p>`}
        ${this.choices(query, user, await this.boards.list(user))}
      </section>`;
    return page({ title: 'Views', body, section: '/views', head: HEAD });
  }

  /** The view in its frame. Its script reads the view from the attribute `data-view`. */
  async host(chosen: View): Promise<string> {
    const { user, kind, address } = chosen;
    const boards = await this.boards.list(user);
    const board = boards.find(({ id }) => Number(id) === chosen.boardId) ?? boards[0];
    const boardId = kind === 'settings_view' || !board ? undefined : Number(board.id);
    const items = kind === 'item_view' && boardId !== undefined ? await this.boards.items(user, boardId) : [];
    const itemId = kind === 'item_view' ? (chosen.itemId ?? Number(items[0]?.id)) : undefined;
    const view = { ...chosen, boardId, itemId };
    const fields = fieldsOfView(view);
    const body = html`<div
      class="view-host"
      data-view="${JSON.stringify(fields)}"
      data-place="${placeOf(view)}"
    >
      <h1 class="hidden">${VIEW_KINDS[kind]}</h1>
      <section class="stage card" aria-label="The view">
        <header>
          <h2>${VIEW_KINDS[kind]}${board && kind !== 'settings_view' && html` on ${board.name}`}</h2>
          <span class="muted small">${user.name}, ${user.role} of ${this.state.accountOf(user).name}</span>
          <p class="note bad" role="status" data-connection></p>
          <p class="note" role="status" data-silence></p>
        </header>
        <div class="screen">
          <div class="notices" role="status" aria-live="polite"></div>
          <iframe
            title="The view at ${address.href}"
            data-src="${address.href}"
            allow="clipboard-read; clipboard-write; fullscreen"
          ></iframe>
        </div>
      </section>
      <div class="side">
        <section class="card" aria-labelledby="messages">
          <header>
            <h2 id="messages">Messages</h2>
            <button class="button quiet" type="button" data-clear>Clear</button>
          </header>
          <ol class="messages" role="log" aria-labelledby="messages" tabindex="0"></ol>
        </section>
        ${this.controls(view, items)}
        <section class="card" aria-labelledby="open">
          <header><h2 id="open">Open another view</h2></header>
          ${this.choices({ ...fields, board: boardId }, user, boards)}
        </section>
      </div>
    </div>`;
    return page({ title: 'Views', body, section: '/views', head: HEAD });
  }

  private choices(query: Fields, user: User, boards: readonly ViewBoard[]): Html {
    const url = textOf(query['url']) || `${this.settings.appUrl}/view/`;
    return html`<form class="form" method="get" action="/views">
      <label class="whole">Address <input name="url" type="url" required value="${url}" /></label>
      <label
        >Shown as
        <select name="kind">
          ${Object.entries(VIEW_KINDS).map(([kind, name]) => option(kind, name, query['kind']))}
        </select></label
      >
      <label
        >User
        <select name="user">
          ${this.state
            .accounts()
            .map(
              (account) =>
                html`<optgroup label="${account.name}">
                  ${this.state.users(account.id).map(({ id, name, role }) => option(id, `${name}, ${role}`, user.id))}
                </optgroup>`,
            )}
        </select></label
      >
      <label
        >Board
        <select name="board">
          ${boards.map(({ id, name }) => option(id, name, query['board']))}
        </select></label
      >
      <label
        >Theme
        <select name="theme">
          ${THEMES.map((theme) => option(theme, theme, query['theme']))}
        </select></label
      >
      <div class="row-actions"><button class="button primary">Open</button></div>
    </form>`;
  }

  private controls(view: View, items: readonly ViewItem[]): Html {
    const { kind, theme, tokenLife, itemId } = view;
    return html`<section class="card" aria-labelledby="state">
      <header>
        <h2 id="state">While it is open</h2>
        <span class="muted small">each change is an event of the view</span>
      </header>
      <form class="form" data-state>
        <label
          >Theme
          <select data-field="theme">
            ${THEMES.map((each) => option(each, each, theme))}
          </select></label
        >
        ${kind === 'board_view' && checkbox('split', 'Beside the board', view.isSplit)}
        ${kind === 'dashboard_widget' && checkbox('editing', 'Dashboard is being edited', view.isEditing)}
        ${
          kind === 'item_view' &&
          html`<label
            >Item
            <select data-field="item">
              ${items.map(({ id, name }) => option(id, name, itemId))}
            </select></label
          >`
        }
        <label
          >Session tokens
          <select data-field="token">
            ${TOKENS.map(([life, name]) => option(life, name, tokenLife))}
          </select></label
        >
        <label>Search of the board <input data-field="term" type="search" autocomplete="off" /></label>
        <label class="whole"
          >Filter rules, as JSON
          <textarea data-field="rules" rows="2" spellcheck="false" placeholder="[]"></textarea>
        </label>
        <label class="whole"
          >Settings, as JSON <textarea data-field="settings" rows="2" spellcheck="false"></textarea>
        </label>
        <p class="note whole" role="status" data-problem></p>
      </form>
    </section>`;
  }
}

const intro = html`<div class="intro">
  <h1>Views</h1>
  <p>
    Shows a view of the app in a frame, and answers monday-sdk-js as monday’s pages do. The address can be
    that of a development server, such as <code>http://localhost:5173</code>.
  </p>
</div>`;

/** As {@link ViewReader} reads it. */
function fieldsOfView(view: View): Fields {
  return {
    url: view.address.href,
    kind: view.kind,
    user: view.user.id,
    board: view.boardId ?? '',
    item: view.itemId ?? '',
    theme: view.theme,
    split: view.isSplit,
    editing: view.isEditing,
    token: view.tokenLife,
    filter: view.filter,
    location: view.location,
  };
}

const option = (value: string, label: string, chosen: unknown): Html =>
  html`<option value="${value}" ${String(chosen) === value && html`selected`}>${label}</option>`;

const checkbox = (field: string, label: string, isChecked: boolean): Html =>
  html`<label class="check"
    ><input type="checkbox" data-field="${field}" ${isChecked && html`checked`} />${label}</label
  >`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
