import { Injectable } from '@nestjs/common';
import { IsBoolean, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { DeclarationError } from '../../discovery/index.js';
import {
  MondayAction,
  MondayField,
  MondayTrigger,
  NoInput,
  type ActionOptions,
  type TriggerDeclaration,
} from '../blocks/index.js';
import { buildManifest } from './build-manifest.js';

class TaskInput {
  @IsString() title!: string;
  @IsOptional() @IsInt() hours?: number;
  @IsBoolean() isUrgent!: boolean;
  @IsISO8601() due!: string;
  @IsString({ each: true }) tags!: string[];
}

class ItemInput {
  @IsString() boardId!: string;
  @IsString() itemId!: string;
  @IsOptional() value?: unknown;
}

@Injectable()
class Tasks {
  @MondayAction('add-task', TaskInput, { description: 'Adds a task.', outputFields: TaskInput })
  add(): void {}

  @MondayAction('tick', NoInput)
  tick(): void {}

  @MondayTrigger('task-done', {
    title: 'When a task is done',
    inputFields: { list: { type: 'field:task-lists', title: 'List' } },
    outputFields: { hours: 'number' },
  })
  done(): void {}

  @MondayField('task-lists', { primitiveType: 'number' })
  lists(): object {
    return [];
  }
}

const manifestOf = (type: new () => object) =>
  buildManifest({ name: 'Tasks', slug: 'tasks' }, [{ type, feature: 'tasks' }], ['me:read', 'boards:read']);

/** A feature with one action of this input and declaration. */
function action(options: ActionOptions, name = 'act'): new () => object {
  @Injectable()
  class Sample {
    @MondayAction(name, ItemInput, options)
    act(): void {}
  }
  return Sample;
}

function trigger(declaration: TriggerDeclaration): new () => object {
  @Injectable()
  class Sample {
    @MondayTrigger('fired', declaration)
    fired(): void {}
  }
  return Sample;
}

describe('the manifest of an app', () => {
  const { app, version } = manifestOf(Tasks);
  const dataOf = (key: string) => app.features.find((each) => each.key === key)?.data;

  it('has the scopes in order, and what the owner added', () => {
    expect({ version, ...app, features: undefined }).toEqual({
      version: '1.0.0',
      name: 'Tasks',
      slug: 'tasks',
      oauth: { scopes: ['boards:read', 'me:read'] },
    });
  });

  it('has every block and field', () => {
    expect(app.features.map(({ key, type, name }) => [key, type, name])).toEqual([
      ['field_task_lists', 'AppFeatureFieldType', 'Task lists'],
      ['action_add_task', 'AppFeatureBlock', 'Add task'],
      ['action_tick', 'AppFeatureBlock', 'Tick'],
      ['trigger_task_done', 'AppFeatureBlock', 'When a task is done'],
    ]);
  });

  it('has the view of each feature, with the address of its page', () => {
    const views = [
      { name: 'board-notes', type: 'AppFeatureBoardView' },
      { name: 'plans', type: 'AppFeatureItemView', title: 'My plans' },
    ];
    const { features } = buildManifest({ name: 'Tasks' }, [], [], views).app;
    expect(features).toEqual([
      {
        key: 'view_board_notes',
        type: 'AppFeatureBoardView',
        name: 'Board notes',
        build: { kind: 'view', url: '{{PUBLIC_URL}}/view/board-notes' },
        data: { mode: 'iframe' },
      },
      expect.objectContaining({ key: 'view_plans', type: 'AppFeatureItemView', name: 'My plans' }),
    ]);
  });

  it('takes types, lists and what is optional from the class of the input', () => {
    const fields = (dataOf('action_add_task')?.['inboundFieldsConfig'] as { fields: object[] }).fields;
    expect(fields).toMatchObject([
      { fieldKey: 'title', fieldTitle: 'Title', primitiveType: 'string', isOptional: false, isArray: false },
      { fieldKey: 'hours', fieldTitle: 'Hours', primitiveType: 'number', isOptional: true, isArray: false },
      { fieldKey: 'isUrgent', fieldTitle: 'Is urgent', primitiveType: 'boolean', isArray: false },
      { fieldKey: 'due', primitiveType: 'date', isOptional: false, isArray: false },
      { fieldKey: 'tags', primitiveType: 'string', isOptional: false, isArray: true },
    ]);
    expect(dataOf('action_add_task')?.['outboundFieldsConfig']).toEqual({ fields });
    expect(dataOf('action_add_task')).toMatchObject({
      description: 'Adds a task.',
      kind: 'action',
      referenceId: { slug: 'action_add_task' },
      executionConfig: { runConfig: { url: '{{PUBLIC_URL}}/monday/actions/add-task' } },
    });
    expect(dataOf('action_tick')?.['inboundFieldsConfig']).toEqual({ fields: [] });
  });

  it("refers to the app's own fields", () => {
    expect(dataOf('trigger_task_done')).toMatchObject({
      kind: 'trigger',
      inboundFieldsConfig: {
        fields: [
          {
            fieldKey: 'list',
            fieldTitle: 'List',
            type: 'custom',
            fieldTypeReferenceId: { slug: 'field_task_lists' },
          },
        ],
      },
      outboundFieldsConfig: { fields: [{ fieldKey: 'hours', type: 'primitive', primitiveType: 'number' }] },
      executionConfig: {
        subscribeConfig: { url: '{{PUBLIC_URL}}/monday/triggers/task-done/subscribe' },
        unsubscribeConfig: { url: '{{PUBLIC_URL}}/monday/triggers/task-done/unsubscribe' },
      },
    });
    expect(dataOf('field_task_lists')).toMatchObject({
      primitiveType: 'number',
      configurationMetadata: { remote: { listUrl: '{{PUBLIC_URL}}/monday/fields/task-lists' } },
    });
  });

  it("finds the field that one of monday's types depends on, unless it is named", () => {
    const inputFields = { boardId: 'board', itemId: 'item', value: 'string' } as const;
    const fields = (options: ActionOptions): unknown =>
      manifestOf(action(options)).app.features[0]?.data['inboundFieldsConfig'];
    const wanted = {
      fieldTypeReferenceId: 10380092,
      constraints: { dependencies: { boardId: { inboundFieldKey: 'boardId' } } },
    };
    expect(fields({ inputFields })).toMatchObject({
      fields: [{ fieldTypeReferenceId: 10380086 }, wanted, {}],
    });
    const itemId = { type: 'item', dependsOn: { boardId: 'boardId' } } as const;
    expect(fields({ inputFields: { ...inputFields, value: 'board', itemId } })).toMatchObject({
      fields: [{}, wanted, { fieldTypeReferenceId: 10380086 }],
    });
  });

  it('has no features for an app with none', () => {
    expect(buildManifest({ name: 'Bare' }, [], [])).toEqual({
      version: '1.0.0',
      app: { name: 'Bare', oauth: { scopes: [] }, features: [] },
    });
  });

  const place = 'Feature "tasks" (Sample.act): ';
  it.each([
    [
      'a type that the rules do not show',
      action({}),
      `${place}the rules do not show the type of the input field "value" of the action "act". Declare it in its decorator, such as inputFields: { value: 'string' }.`,
    ],
    [
      'a field that the input does not have',
      action({ inputFields: { other: 'string' } }),
      `${place}the action "act" declares the input field "other", which ItemInput does not have. Add the property with a rule.`,
    ],
    [
      'an unknown type',
      action({ inputFields: { value: 'colour' as 'string' } }),
      `${place}the input field "value" of the action "act": there is no type "colour". Use field:NAME or one of string, number, boolean, date, board, group, item, column, status-column, people-column, status-value.`,
    ],
    [
      'a dependency that the block lacks',
      action({ inputFields: { itemId: 'item', value: 'string' } }),
      `${place}the input field "itemId" of the action "act": it needs one field of the type "board" and the block has none. Declare it, or name it in dependsOn: { boardId: KEY }.`,
    ],
    [
      'a dependency of two meanings',
      action({ inputFields: { boardId: 'board', itemId: 'item', value: 'board' } }),
      `${place}the input field "itemId" of the action "act": it needs one field of the type "board" and the block has boardId, value. Declare it, or name it in dependsOn: { boardId: KEY }.`,
    ],
    [
      'a field that the app does not have',
      trigger({ inputFields: { list: 'field:lists' } }),
      'Feature "tasks" (Sample.fired): the input field "list" of the trigger "fired": the app has no @MondayField(\'lists\').',
    ],
  ])('refuses %s', (_what, type, message) => {
    expect(() => manifestOf(type)).toThrow(new DeclarationError(message));
  });

  it('refuses two names that are one in the manifest', () => {
    const options = { inputFields: { value: 'string' } } as const;
    const providers = ['a-b', 'a.b'].map((name) => ({ type: action(options, name) }));
    expect(() => buildManifest({ name: 'Tasks' }, providers, [])).toThrow(
      'Sample.act: the action "a.b" is declared twice, also by Sample.act. Rename one of them.',
    );
  });
});
