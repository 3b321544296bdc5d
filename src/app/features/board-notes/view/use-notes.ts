import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Item, type Note } from './api.js';
import { monday } from './monday.js';
import { problemOf, RefusedError, type Problem } from './problem.js';

export interface Notes {
  /** `undefined` until they are loaded. */
  readonly items: readonly Item[] | undefined;
  readonly problem: Problem | undefined;
  readonly isReadOnly: boolean;
  readonly hasMore: boolean;
  readonly reload: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  /** Shows this note of the item, which the app has. */
  readonly show: (itemId: string, note: Note | undefined) => void;
}

interface Loaded {
  readonly items: readonly Item[];
  readonly cursor?: string;
  readonly isReadOnly: boolean;
}

/** The items of the board with their notes, loaded again if the board changes or the user comes back to the view. */
export function useNotes(boardId: string): Notes {
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  const shown = useRef(0);
  useEffect(() => {
    shown.current = loaded?.items.length ?? 0;
  }, [loaded]);

  const run = useCallback(async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, []);

  const reload = useCallback(
    () =>
      run(async () => {
        const [page, isReadOnly] = await Promise.all([readPages(boardId, shown.current), readIsReadOnly()]);
        setLoaded({ ...page, isReadOnly });
      }),
    [boardId, run],
  );

  const cursor = loaded?.cursor;
  const loadMore = useCallback(
    () =>
      run(async () => {
        const page = await readPage(boardId, cursor);
        setLoaded((earlier) => earlier && { ...earlier, ...page, items: [...earlier.items, ...page.items] });
      }),
    [boardId, cursor, run],
  );

  const show = useCallback((itemId: string, note: Note | undefined) => {
    const change = (item: Item): Item => (item.id === itemId ? { ...item, note } : item);
    setLoaded((earlier) => earlier && { ...earlier, items: earlier.items.map(change) });
  }, []);

  useReloading(reload);
  return {
    items: loaded?.items,
    problem,
    isReadOnly: loaded?.isReadOnly ?? true,
    hasMore: cursor !== undefined,
    reload,
    loadMore,
    show,
  };
}

function useReloading(reload: () => Promise<void>): void {
  useEffect(() => {
    const again = (): void => {
      if (document.visibilityState === 'visible') void reload();
    };
    void reload();
    const stop = monday.listen('events', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', again);
    };
  }, [reload]);
}

interface Page {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** @param count of the items that are shown; all of them stay, because the user may be writing at the last one */
async function readPages(boardId: string, count: number): Promise<Page> {
  let page = await readPage(boardId);
  while (page.cursor !== undefined && page.items.length < count) {
    const { items, cursor } = await readPage(boardId, page.cursor);
    page = { items: [...page.items, ...items], cursor };
  }
  return page;
}

async function readPage(boardId: string, cursor?: string): Promise<Page> {
  const { data, error } = await api.GET('/board-notes/{boardId}', {
    params: { path: { boardId }, query: { cursor } },
  });
  if (!data) throw new RefusedError(error);
  return { items: data.items, cursor: data.cursor };
}

/** Viewers and guests of the account only read. */
async function readIsReadOnly(): Promise<boolean> {
  const { data, error } = await api.GET('/auth/me');
  if (!data) throw new RefusedError(error);
  return data.role === 'viewer' || data.role === 'guest';
}
