import { useState } from 'react';
import { api, type Item, type Note } from './api.js';
import { problemOf, RefusedError, type Problem } from './problem.js';

export interface NoteEditor {
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
  /** Somebody else changed the note since the user began. */
  readonly conflict: Conflict | undefined;
  readonly save: () => Promise<void>;
  /** Replaces their note by the draft. */
  readonly keepMine: () => Promise<void>;
  /** Drops the draft. */
  readonly takeTheirs: () => void;
}

interface Conflict {
  readonly theirs: Note | undefined;
}

/**
 * Edits one note. The version that the user has seen goes with the text, so a note that somebody else changed meanwhile is
 * not overwritten: the user decides.
 * @param end called with the note that the app has now
 */
export function useNoteEditor(
  boardId: string,
  item: Item,
  end: (note: Note | undefined) => void,
): NoteEditor {
  // The note as it was when the user began; the list may change meanwhile.
  const [seen] = useState(item.note);
  const [draft, setDraft] = useState(seen?.text ?? '');
  const [isSaving, setIsSaving] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [conflict, setConflict] = useState<Conflict>();

  /** The same text is no conflict: it is that of an earlier try whose reply was lost, or both wrote the same. */
  const meet = (theirs: Note | undefined): void => {
    if (theirs?.text === draft) end(theirs);
    else setConflict({ theirs });
  };

  const write = async (version: string): Promise<void> => {
    const { data, error } = await api.PUT('/board-notes/{boardId}/{itemId}', {
      params: { path: { boardId, itemId: item.id } },
      body: { text: draft, version },
    });
    if (data) end(data);
    else if (error.code === 'board-notes.changed') meet(error.details.current ?? undefined);
    else throw new RefusedError(error);
  };

  const saveAt = async (version: string): Promise<void> => {
    if (isSaving) return;
    setIsSaving(true);
    setProblem(undefined);
    try {
      await write(version);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsSaving(false);
    }
  };

  return {
    draft,
    setDraft,
    isSaving,
    problem,
    conflict,
    save: () => saveAt(seen?.version ?? ''),
    keepMine: () => saveAt(conflict?.theirs?.version ?? ''),
    takeTheirs: () => end(conflict?.theirs),
  };
}
