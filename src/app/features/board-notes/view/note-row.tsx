import { memo, useEffect, useRef, useState, type JSX } from 'react';
import { Button, Text } from '@vibe/core';
import { type Item, type Note } from './api.js';
import { NoteEditor } from './note-editor.js';

interface NoteRowProps {
  readonly boardId: string;
  readonly item: Item;
  /** Whether it has what the user searches for. While the user edits the note, the row stays. */
  readonly isFound: boolean;
  readonly isReadOnly: boolean;
  /** Has the ids of the items at which the user writes. */
  readonly edited: Set<string>;
  /** The same for all rows at all times, so that a row is drawn only if it changes. */
  readonly onChange: (itemId: string, note: Note | undefined) => void;
}

/** An item with its note, or with the field to write it. */
export const NoteRow = memo(
  ({ boardId, item, isFound, isReadOnly, edited, onChange }: NoteRowProps): JSX.Element => {
    const [isEditing, setIsEditing] = useState(false);
    const button = useReturnedFocus(isEditing);
    useEffect(() => {
      if (!isEditing) return undefined;
      edited.add(item.id);
      return () => void edited.delete(item.id);
    }, [edited, isEditing, item.id]);
    const text = item.note?.text ?? '';
    const verb = text === '' ? 'Add' : 'Edit';

    return (
      <li className="row" hidden={!isFound && !isEditing}>
        <Text type="text1" weight="medium" element="h2" className="name" ellipsis={false}>
          {item.name}
        </Text>
        {isEditing ? (
          <NoteEditor
            boardId={boardId}
            item={item}
            onEnd={(result) => {
              setIsEditing(false);
              if (result) onChange(item.id, result.note);
            }}
          />
        ) : (
          <div className="note">
            <Text
              type="text1"
              color={text === '' ? 'secondary' : 'primary'}
              className="text"
              ellipsis={false}
              element="p"
            >
              {text === '' ? 'No note' : text}
            </Text>
            {item.note && text !== '' && <UpdatedAt at={item.note.updatedAt} />}
            {!isReadOnly && (
              <Button
                ref={button}
                size="small"
                kind="tertiary"
                aria-label={`${verb} the note of ${item.name}`}
                onClick={() => setIsEditing(true)}
              >
                {verb}
              </Button>
            )}
          </div>
        )}
      </li>
    );
  },
);

function UpdatedAt({ at }: { at: string }): JSX.Element {
  const text = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time dateTime={at} className="time">
      {text}
    </time>
  );
}

/** After the editor closes, the focus is on the button that opened it. */
function useReturnedFocus(isEditing: boolean): React.RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) button.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  return button;
}
