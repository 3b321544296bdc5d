import { type User } from '../state/index.js';

/** Where monday shows a view, as `instanceType` of its context, with the names that the page shows. */
export const VIEW_KINDS = {
  board_view: 'Board view',
  item_view: 'Item view',
  dashboard_widget: 'Dashboard widget',
  object_view: 'Object view',
  settings_view: 'Settings view',
} as const;
export type ViewKind = keyof typeof VIEW_KINDS;

/** The types of features in the manifest that are such views. */
export const VIEW_FEATURES: Readonly<Record<ViewKind, string>> = {
  board_view: 'AppFeatureBoardView',
  item_view: 'AppFeatureItemView',
  dashboard_widget: 'AppFeatureDashboardWidget',
  object_view: 'AppFeatureObject',
  settings_view: 'AppFeatureAccountSettingsView',
};

export const THEMES = ['light', 'dark', 'black'] as const;
export type Theme = (typeof THEMES)[number];

/** Lifetimes of session tokens in seconds. */
export const TOKEN_LIVES = { normal: 300, short: 10, expired: -60 } as const;
export type TokenLife = keyof typeof TOKEN_LIVES;

/** The state of the board's filter, as `monday.get("filter")` returns it. */
export interface ViewFilter {
  readonly term: string;
  readonly rules: readonly unknown[];
  readonly operator: string | null;
}

/** An open view: which page shows what to whom. The page of the host sends it with each message. */
export interface View {
  readonly address: URL;
  readonly kind: ViewKind;
  readonly user: User;
  /** `undefined` for a settings view, and if the user can see no board. */
  readonly boardId: number | undefined;
  /** Only of an item view. */
  readonly itemId: number | undefined;
  readonly theme: Theme;
  /** Whether a board view has the whole page, or shares it with the board. */
  readonly isSplit: boolean;
  /** Whether the dashboard of a widget is being edited. */
  readonly isEditing: boolean;
  readonly tokenLife: TokenLife;
  readonly filter: ViewFilter;
  /** The view's part of the query of monday's address, which `monday.set("location")` changes. */
  readonly location: Readonly<Record<string, unknown>>;
}

const BOARD_VIEW_IDS = 210_000_000;
const WIDGET_IDS = 310_000_000;
const ITEM_VIEW_IDS = 410_000_000;
const SPAN = 90_000_000;

/**
 * The id of the place of a view, such as one board view of one board: always the same for the same board. An object has the
 * id of its board, and a settings view none.
 */
export function instanceIdOf({ kind, boardId = 0 }: Pick<View, 'kind' | 'boardId'>): number | undefined {
  switch (kind) {
    case 'board_view':
      return BOARD_VIEW_IDS + (boardId % SPAN);
    case 'item_view':
      return ITEM_VIEW_IDS + (boardId % SPAN);
    case 'dashboard_widget':
      return WIDGET_IDS + (boardId % SPAN);
    case 'object_view':
      return boardId;
    case 'settings_view':
      return undefined;
  }
}

/** Names the place of a view among those of all accounts. */
export const placeOf = (view: Pick<View, 'kind' | 'boardId' | 'user'>): string =>
  `${view.user.accountId}/${instanceKeyOf(view)}`;

/** Names the place of a view among those of its account. */
export const instanceKeyOf = (view: Pick<View, 'kind' | 'boardId'>): string =>
  `${view.kind}/${view.boardId ?? 0}`;
