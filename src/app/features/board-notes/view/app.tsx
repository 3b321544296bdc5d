import { useEffect, useRef, useState, type JSX } from 'react';
import { Button, EmptyState, Search, Skeleton } from '@vibe/core';
import { type Item } from './api.js';
import { NoteRow } from './note-row.js';
import { ProblemBox } from './problem-box.js';
import { useLogin } from './use-login.js';
import { useNotes, type Notes } from './use-notes.js';

/** The view of one board: its items, each with a note. @param props.boardId empty if it is shown without a board */
export function App({ boardId }: { boardId: string }): JSX.Element {
  return <main>{boardId === '' ? <NoBoard /> : <Content boardId={boardId} />}</main>;
}

function Content({ boardId }: { boardId: string }): JSX.Element {
  const notes = useNotes(boardId);
  const { items, problem, reload } = notes;
  // With items, the user may be writing.
  if (problem?.kind === 'connect' && !items) return <ConnectState onConnected={reload} />;
  const again = (): void => void reload();
  return (
    <>
      {problem && <ProblemBox problem={problem} onRetry={again} onConnected={again} />}
      {items ? <List boardId={boardId} items={items} notes={notes} /> : !problem && <Loading />}
    </>
  );
}

interface ListProps {
  readonly boardId: string;
  readonly items: readonly Item[];
  readonly notes: Notes;
}

function List({ boardId, items, notes }: ListProps): JSX.Element {
  const [term, setTerm] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const firstNew = useRef<number>(undefined);
  const loadMore = (): Promise<void> => {
    firstNew.current = items.length;
    return notes.loadMore();
  };
  useEffect(() => {
    const row = list.current?.children[firstNew.current ?? items.length];
    firstNew.current = undefined;
    // The button that had the focus is gone after the last page.
    if (document.activeElement === document.body) row?.querySelector('button')?.focus();
  }, [items]);
  const isFound = ({ name, note }: Item): boolean => has(name, term) || has(note?.text ?? '', term);
  return (
    <>
      <header>
        <Search
          className="search"
          size="small"
          placeholder="Search items and notes"
          inputAriaLabel="Search items and notes"
          value={term}
          onChange={setTerm}
        />
        {notes.isReadOnly && <span className="rights">You can read the notes, but not change them.</span>}
      </header>
      {!items.some(isFound) && <EmptyState {...emptyTexts(items.length, notes.hasMore)} />}
      <ul ref={list}>
        {items.map((item) => (
          <NoteRow
            key={item.id}
            boardId={boardId}
            item={item}
            isFound={isFound(item)}
            isReadOnly={notes.isReadOnly}
            edited={notes.edited}
            onChange={notes.show}
          />
        ))}
      </ul>
      {notes.hasMore && <MoreButton loadMore={loadMore} />}
    </>
  );
}

function MoreButton({ loadMore }: { loadMore: () => Promise<void> }): JSX.Element {
  const [isLoading, setIsLoading] = useState(false);
  const load = async (): Promise<void> => {
    setIsLoading(true);
    await loadMore();
    setIsLoading(false);
  };
  return (
    <Button kind="secondary" size="small" loading={isLoading} onClick={() => void load()}>
      Show more items
    </Button>
  );
}

function emptyTexts(count: number, hasMore: boolean): { title: string; description: string } {
  if (count === 0) {
    return { title: 'This board is empty', description: 'Add an item, and write a note about it here.' };
  }
  return hasMore
    ? {
        title: `Nothing found in the first ${count} items`,
        description: 'Try another word, or show more items to search in them, too.',
      }
    : { title: 'Nothing found', description: 'Try another word.' };
}

const has = (text: string, term: string): boolean => text.toLowerCase().includes(term.toLowerCase());

const CONNECT = {
  first: {
    title: 'Connect with monday',
    description: 'The view shows the items that you can see. For that, it needs your permission.',
  },
  again: {
    title: 'You are not connected yet',
    description: 'In the window that opens, choose the user who you are here, and approve.',
  },
  blocked: {
    title: 'The browser blocked the window',
    description: 'Allow pop-ups for this page, and connect again.',
  },
};

function ConnectState({ onConnected }: { onConnected: () => Promise<void> }): JSX.Element {
  const [hasTried, setHasTried] = useState(false);
  const { isBlocked, connect } = useLogin(async () => {
    await onConnected();
    setHasTried(true);
  });
  const texts = CONNECT[isBlocked ? 'blocked' : hasTried ? 'again' : 'first'];
  return (
    <EmptyState {...texts} mainAction={{ kind: 'primary', text: 'Connect', onClick: () => void connect() }} />
  );
}

function NoBoard(): JSX.Element {
  return <EmptyState title="There is no board here" description="Add this view to a board to write notes." />;
}

/** The view cannot know where it is. */
export function NoAnswer(): JSX.Element {
  return (
    <main>
      <EmptyState
        title="monday does not answer"
        description="Open this view on a board in monday. If it is open there, reload the page."
      />
    </main>
  );
}

function Loading(): JSX.Element {
  return (
    <div className="loading" role="status" aria-label="Loading">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} type="rectangle" fullWidth height={40} />
      ))}
    </div>
  );
}
