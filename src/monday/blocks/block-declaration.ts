import { type Type } from '@nestjs/common';

/** A single value that monday lets the user enter or map (docs/monday-platform.md#app-manifest). */
export type PrimitiveType = 'string' | 'number' | 'boolean' | 'date';

/** A type of field that monday has built in; all but `board` ask for other fields of the block first. */
export type BuiltInType =
  'board' | 'group' | 'item' | 'column' | 'status-column' | 'people-column' | 'status-value';

/** `field:<name>` is a field of the app, by the name in its `@MondayField`. */
export type BlockFieldType = PrimitiveType | BuiltInType | `field:${string}`;

/** A field of a block, as far as the rules of its class do not say it. */
export interface BlockField {
  readonly type?: BlockFieldType;
  /** Shown to the user; default: the key in words. */
  readonly title?: string;
  readonly isOptional?: boolean;
  readonly isArray?: boolean;
  /**
   * The fields of the block that this one depends on, by monday's key, such as `{ boardId: 'sourceBoardId' }`. Needed
   * only if the block has several fields of the wanted type.
   */
  readonly dependsOn?: Readonly<Record<string, string>>;
}

/** Fields of a block by their keys. */
export type BlockFields = Readonly<Record<string, BlockFieldType | BlockField>>;

interface BlockTexts {
  /** Name of the block in monday; default: its name in words. */
  readonly title?: string;
  readonly description?: string;
}

/** What the app's manifest says of an action beside its name and the class of its input. */
export interface ActionDeclaration extends BlockTexts {
  /** Input fields whose type the rules of the class do not show, or that have a type of monday's. */
  readonly inputFields?: BlockFields;
  /** Output fields: a class with rules, or each with its type; default none. */
  readonly outputFields?: Type<object> | BlockFields;
}

/** What the app's manifest says of a trigger. */
export interface TriggerDeclaration extends BlockTexts {
  readonly inputFields?: Type<object> | BlockFields;
  readonly outputFields?: Type<object> | BlockFields;
}

/** What the app's manifest says of a field of the app. */
export interface FieldDeclaration extends BlockTexts {
  /** Type of the values of the options; default `string`. */
  readonly primitiveType?: PrimitiveType;
}
