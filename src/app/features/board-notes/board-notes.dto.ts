import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const ID = /^[1-9]\d{0,19}$/;

/** A board in a path. */
export class BoardPath {
  @Matches(ID, { message: 'boardId must be a number' })
  boardId!: string;
}

/** An item of a board in a path. */
export class ItemPath extends BoardPath {
  @Matches(ID, { message: 'itemId must be a number' })
  itemId!: string;
}

export class NotesQuery {
  /** Of the previous page. */
  @IsOptional()
  @MaxLength(4096)
  @IsString()
  cursor?: string;
}

export class NoteInput {
  @MaxLength(2_000)
  @IsString()
  text!: string;

  /** The version that the user has seen; empty if there was no note. */
  @MaxLength(256)
  @IsString()
  version!: string;
}
