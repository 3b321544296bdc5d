import { useEffect, useRef, type JSX, type KeyboardEvent } from 'react';
import { AttentionBox, Button, TextArea } from '@vibe/core';
import { type Item, type Note } from './api.js';
import { ProblemBox } from './problem-box.js';
import { useNoteEditor, type NoteEditor as Editor } from './use-note-editor.js';

const MAX_LENGTH = 2_000;

interface NoteEditorProps {
  readonly boardId: string;
  readonly item: Item;
  /** Called with the note that the app has now, or without one if the user cancels. */
  readonly onEnd: (result?: { note: Note | undefined }) => void;
}

/** The field for one note. Ctrl+Enter saves, Escape cancels. */
export function NoteEditor({ boardId, item, onEnd }: NoteEditorProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const editor = useNoteEditor(boardId, item, (note) => onEnd({ note }));
  useEffect(() => field.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onEnd();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !editor.conflict)
      void editor.save();
  };

  return (
    <div className="editor" onKeyDown={onKeyDown}>
      <TextArea
        ref={field}
        aria-label={`Note for ${item.name}`}
        value={editor.draft}
        maxLength={MAX_LENGTH}
        size="small"
        onChange={({ target }) => editor.setDraft(target.value)}
      />
      {editor.problem && (
        <ProblemBox
          problem={editor.problem}
          onConnected={() => void (editor.conflict ? editor.keepMine() : editor.save())}
        />
      )}
      {editor.conflict ? (
        <ConflictBox editor={editor} theirs={editor.conflict.theirs} />
      ) : (
        <div className="buttons">
          <Button size="small" loading={editor.isSaving} onClick={() => void editor.save()}>
            Save
          </Button>
          <Button size="small" kind="tertiary" onClick={() => onEnd()}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}

function ConflictBox({ editor, theirs }: { editor: Editor; theirs: Note | undefined }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={box}>
      <AttentionBox type="warning" icon={false}>
        <strong>Somebody else changed this note</strong>
        <p className="theirs">{theirs?.text || 'The note is empty now.'}</p>
        <div className="buttons">
          <Button size="small" loading={editor.isSaving} onClick={() => void editor.keepMine()}>
            Keep mine
          </Button>
          <Button size="small" kind="secondary" onClick={editor.takeTheirs}>
            Take theirs
          </Button>
        </div>
      </AttentionBox>
    </div>
  );
}
