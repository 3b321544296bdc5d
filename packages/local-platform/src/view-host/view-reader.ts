import { Injectable } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { SandboxSettings, SandboxState, UnknownUserError } from '../state/index.js';
import { readAddress } from './view-address.js';
import { ViewRefusedError } from './view-host.errors.js';
import { THEMES, TOKEN_LIVES, VIEW_KINDS, type View, type ViewFilter, type ViewKind } from './view.js';

/** Reads the description of a view from a query or a body. */
@Injectable()
export class ViewReader {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
  ) {}

  /** Unknown values take their defaults. @throws ViewRefusedError */
  read(input: unknown): View {
    const fields = fieldsOf(input);
    const kind = oneOf(fields['kind'], Object.keys(VIEW_KINDS) as ViewKind[]);
    return {
      address: readAddress(fields['url'], this.settings),
      kind,
      user: this.userOf(fields['user']),
      boardId: kind === 'settings_view' ? undefined : idOf(fields['board']),
      itemId: kind === 'item_view' ? idOf(fields['item']) : undefined,
      theme: oneOf(fields['theme'], THEMES),
      isSplit: isTrue(fields['split']),
      isEditing: isTrue(fields['editing']),
      tokenLife: oneOf(fields['token'], Object.keys(TOKEN_LIVES) as (keyof typeof TOKEN_LIVES)[]),
      filter: filterOf(fields['filter']),
      location: fieldsOf(fields['location']),
    };
  }

  private userOf(id: unknown): View['user'] {
    try {
      return typeof id === 'string' && id !== '' ? this.state.requireUser(id) : this.state.firstUser();
    } catch (error) {
      if (!(error instanceof UnknownUserError)) throw error;
      throw new ViewRefusedError(error.message);
    }
  }
}

/** The first is the default. */
function oneOf<T extends string>(value: unknown, values: readonly T[]): T {
  const [first] = values as readonly [T, ...T[]];
  return values.find((each) => each === value) ?? first;
}

/** In a body or in a query. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function filterOf(value: unknown): ViewFilter {
  const { term, rules, operator } = fieldsOf(value);
  return {
    term: typeof term === 'string' ? term.trim() : '',
    rules: Array.isArray(rules) ? rules : [],
    operator: operator === 'and' || operator === 'or' ? operator : null,
  };
}
