import { useState, type JSX } from 'react';
import { Button, EmptyState, Search, Skeleton } from '@vibe/core';
import { type Item } from './api.js';
import { logIn } from './login.js';
import { NoteRow } from './note-row.js';
import { ProblemBox } from './problem-box.js';
import { useNotes, type Notes } from './use-notes.js';

/** The view of one board: its items, each with a note. */
export function App({ boardId }: { boardId: string }): JSX.Element {
  const notes = useNotes(boardId);
  return (
    <main>
      <Content boardId={boardId} notes={notes} />
    </main>
  );
}

function Content({ boardId, notes }: { boardId: string; notes: Notes }): JSX.Element {
  const { items, problem, reload } = notes;
  if (problem?.kind === 'connect') return <ConnectState onConnected={reload} />;
  return (
    <>
      {problem && <ProblemBox problem={problem} onRetry={() => void reload()} />}
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
  const found = items.filter(({ name, note }) => has(name, term) || has(note?.text ?? '', term));
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
        {notes.isReadOnly && <span className="time">You can read the notes.</span>}
      </header>
      {found.length === 0 && (
        <EmptyState
          title={items.length === 0 ? 'This board is empty' : 'Nothing found'}
          description={
            items.length === 0 ? 'Add an item, and write a note about it here.' : 'Try another word.'
          }
        />
      )}
      <ul>
        {found.map((item) => (
          <NoteRow
            key={item.id}
            boardId={boardId}
            item={item}
            isReadOnly={notes.isReadOnly}
            onChange={(note) => notes.show(item.id, note)}
          />
        ))}
      </ul>
      {notes.hasMore && (
        <Button kind="secondary" size="small" onClick={() => void notes.loadMore()}>
          Show more items
        </Button>
      )}
    </>
  );
}

const has = (text: string, term: string): boolean => text.toLowerCase().includes(term.toLowerCase());

function ConnectState({ onConnected }: { onConnected: () => Promise<void> }): JSX.Element {
  return (
    <EmptyState
      title="Connect with monday"
      description="The view shows the items that you can see. For that, it needs your permission."
      mainAction={{ kind: 'primary', text: 'Connect', onClick: () => void logIn().then(onConnected) }}
    />
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
