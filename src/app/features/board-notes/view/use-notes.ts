import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Item, type Note } from './api.js';
import { monday } from './monday.js';
import { isRefusedAs, problemOf, RefusedError, type Problem } from './problem.js';

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
  /** The ids of the items at which the user writes. They stay, whatever happens on the board. */
  readonly edited: Set<string>;
}

/** A board can change all the time, and each reload costs requests to monday. */
const PAUSE_MS = 5_000;
/** monday's cursors are valid for some time only. */
const OLD_CURSOR = 'board-notes.cursor_invalid';

interface Loaded {
  readonly items: readonly Item[];
  readonly cursor?: string;
  readonly isReadOnly: boolean;
}

/**
 * The items of the board with their notes, loaded again if the board changes or the user comes back to the view. A load waits
 * for the one before it, so that no older list replaces a newer one.
 */
export function useNotes(boardId: string): Notes {
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  /** What is shown, or will be at the next rendering. */
  const latest = useRef<Loaded>(undefined);
  const lastLoad = useRef(Promise.resolve());
  const waitingReload = useRef<Promise<void>>(undefined);
  const writes = useRef(0);
  /** How many items a reload reads at least, if there are as many. */
  const wanted = useRef(0);
  const [edited] = useState(() => new Set<string>());

  const update = useCallback((next: Loaded): void => {
    latest.current = next;
    setLoaded(next);
  }, []);

  const load = useCallback((work: () => Promise<void>): Promise<void> => {
    const run = async (): Promise<void> => {
      try {
        await work();
        setProblem(undefined);
      } catch (error) {
        setProblem(problemOf(error));
      }
    };
    lastLoad.current = lastLoad.current.then(run);
    return lastLoad.current;
  }, []);

  /** Many changes at once lead to one reload. */
  const reload = useCallback((): Promise<void> => {
    waitingReload.current ??= load(async () => {
      waitingReload.current = undefined;
      const seen = writes.current;
      const count = Math.max(wanted.current, latest.current?.items.length ?? 0);
      const [page, isReadOnly] = await Promise.all([readPages(boardId, count), readIsReadOnly()]);
      const kept = (latest.current?.items ?? []).filter(({ id }) => edited.has(id));
      if (seen === writes.current) update({ ...page, items: joined(page.items, kept), isReadOnly });
      // The page may have the note as it was before the user wrote it.
      else void reload();
    });
    return waitingReload.current;
  }, [boardId, edited, load, update]);

  const loadMore = useCallback(
    () =>
      load(async () => {
        const cursor = latest.current?.cursor;
        if (cursor === undefined) return;
        try {
          const page = await readPage(boardId, cursor);
          const earlier = latest.current;
          if (earlier) update({ ...earlier, ...page, items: joined(earlier.items, page.items) });
        } catch (error) {
          if (!isRefusedAs(error, OLD_CURSOR)) throw error;
          wanted.current = (latest.current?.items.length ?? 0) + 1;
          void reload();
        }
      }),
    [boardId, load, reload, update],
  );

  const show = useCallback(
    (itemId: string, note: Note | undefined) => {
      writes.current += 1;
      const change = (item: Item): Item => (item.id === itemId ? { ...item, note } : item);
      const earlier = latest.current;
      if (earlier) update({ ...earlier, items: earlier.items.map(change) });
    },
    [update],
  );

  useReloading(reload);
  return {
    items: loaded?.items,
    problem,
    isReadOnly: loaded?.isReadOnly ?? true,
    hasMore: loaded?.cursor !== undefined,
    reload,
    loadMore,
    show,
    edited,
  };
}

/** Without those that are there already: an item can move to a later page meanwhile. */
function joined(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...others.filter(({ id }) => !known.has(id))];
}

function useReloading(reload: () => Promise<void>): void {
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    let isMissed = false;
    const again = (): void => {
      isMissed = true;
      if (pause !== undefined || document.visibilityState !== 'visible') return;
      isMissed = false;
      void reload();
      pause = setTimeout(() => {
        pause = undefined;
        if (isMissed) again();
      }, PAUSE_MS);
    };
    void reload();
    const stop = monday.listen('events', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearTimeout(pause);
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
