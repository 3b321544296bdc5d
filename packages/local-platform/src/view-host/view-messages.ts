import { Injectable, Logger } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { RequestSigner } from '../blocks/index.js';
import { SandboxState, type Account } from '../state/index.js';
import { ViewApi, type ViewUpload } from './view-api.js';
import { ViewBoards } from './view-boards.js';
import { ViewContext } from './view-context.js';
import { ViewExecutions, type ViewAnswer } from './view-executions.js';
import { textOfValue } from './text-of-value.js';
import { ViewMessageError } from './view-host.errors.js';
import { ViewSettings } from './view-settings.js';
import { ViewStorage } from './view-storage.js';
import { instanceIdOf, TOKEN_LIVES, type View } from './view.js';

/** The answer to a message, as the page of the host receives it: what to reply, and what to show. */
export interface MessageReply extends ViewAnswer {
  /** Of a refused message; monday's SDK rejects with it. */
  readonly errorMessage?: string;
  /** Whether no such message is known. */
  readonly isUnknown?: true;
}

const MAX_NAME = 100;

/** Answers the messages that monday-sdk-js sends from a view to the page around it (docs/monday-platform.md#board-views). */
@Injectable()
export class ViewMessages {
  private readonly logger = new Logger('Views');

  constructor(
    private readonly context: ViewContext,
    private readonly settings: ViewSettings,
    private readonly boards: ViewBoards,
    private readonly storage: ViewStorage,
    private readonly api: ViewApi,
    private readonly executions: ViewExecutions,
    private readonly signer: RequestSigner,
    private readonly state: SandboxState,
  ) {}

  answer(view: View, method: unknown, args: unknown): Promise<MessageReply> {
    return withRefusals(async () => (await this.find(view, method, args)) ?? this.unknown(method, args));
  }

  /** What the view is answered after the user chose a file. */
  upload(view: View, file: ViewUpload): Promise<MessageReply> {
    return withRefusals(async () => {
      await this.api.upload(view.user, file);
      return { data: { success: true } };
    });
  }

  private async find(view: View, method: unknown, args: unknown): Promise<ViewAnswer | undefined> {
    const { type, params } = fieldsOf(args);
    const name = typeof type === 'string' ? type : '';
    switch (method) {
      case 'get':
        return this.get(view, name);
      case 'listen':
        // INFER: a listener receives the present value at once, on which monday's own samples rely.
        return name === 'events' ? { data: {} } : this.get(view, name);
      case 'set':
        return this.set(view, name, params);
      case 'execute':
        return this.executions.answer(view, name, params);
      case 'api':
        return { data: await this.api.answer(view.user, args) };
      case 'storage':
        return { data: await this.storage.answer(view, args) };
      default:
        return undefined;
    }
  }

  private async get(view: View, type: string): Promise<ViewAnswer | undefined> {
    switch (type) {
      case 'context':
        return { data: await this.context.of(view) };
      case 'settings':
        return { data: await this.settings.get(view) };
      case 'itemIds':
        return { data: await this.itemIds(view) };
      case 'filter':
        return { data: view.filter };
      case 'location':
        return { data: locationOf(view, this.state.accountOf(view.user)) };
      case 'sessionToken':
        return { data: this.signer.view(view.user, TOKEN_LIVES[view.tokenLife]) };
      default:
        return undefined;
    }
  }

  private async set(view: View, type: string, params: unknown): Promise<ViewAnswer | undefined> {
    if (type === 'settings') return { data: await this.settings.merge(view, params) };
    if (type !== 'location') return undefined;
    const location = fieldsOf(fieldsOf(params)['query']);
    const account = this.state.accountOf(view.user);
    return { data: locationOf({ ...view, location }, account), show: { kind: 'location', query: location } };
  }

  private async itemIds(view: View): Promise<number[]> {
    if (view.boardId === undefined) return [];
    const items = await this.boards.items(view.user, view.boardId, view.filter);
    return items.map(({ id }) => Number(id));
  }

  /** INFER: monday does not document what it answers. */
  private unknown(method: unknown, args: unknown): MessageReply {
    const { type } = fieldsOf(args);
    const name = [method, type]
      .filter((part) => typeof part === 'string')
      .join(' ')
      .slice(0, MAX_NAME);
    this.logger.warn(`A view sent ${JSON.stringify(name)}, which monday does not know.`);
    return { errorMessage: `${name} is not supported`, isUnknown: true };
  }
}

async function withRefusals(work: () => Promise<MessageReply>): Promise<MessageReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ViewMessageError)) throw error;
    return { errorMessage: error.message, data: error.data };
  }
}

/** monday's address of the page, with the query of the view under `app`. */
function locationOf(view: View, { slug }: Account): object {
  const { boardId, kind, location } = view;
  const search = Object.entries(location)
    .map(
      ([name, value]) =>
        `app[${encodeURIComponent(textOfValue(name))}]=${encodeURIComponent(textOfValue(value))}`,
    )
    .join('&');
  const path = boardId === undefined ? '/apps' : `/boards/${boardId}`;
  const place = kind === 'board_view' ? `/views/${instanceIdOf(view)}` : '';
  return { href: `https://${slug}.monday.com${path}${place}`, query: location, search };
}
