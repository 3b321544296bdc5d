import { SandboxSettings, SandboxState } from '../../../state/index.js';
import { ADMIN, ApiUnderTest, BOARD, FOREIGNER } from '../../testing/api-under-test.js';

const ITEM = '7310284756';
/** One transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const TO_COLUMN = `mutation ($file: File!) { add_file_to_column(item_id: ${ITEM}, column_id: "files", file: $file) {
  id name file_extension file_size original_geometry public_url uploaded_by { id } } }`;

interface Asset {
  readonly id: string;
  readonly name: string;
  readonly public_url: string;
}

describe('files', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    api.reset();
    api.get(SandboxSettings).url = api.url.replace('/v2', '');
    await api.data(
      `mutation { create_column(board_id: ${BOARD}, column_type: file, title: "Files", id: "files") { id } }`,
    );
  });

  async function send(
    parts: readonly (readonly [string, string | File])[],
    path = '/v2/file',
  ): Promise<{
    status: number;
    body: { data?: Record<string, Asset | null>; errors?: { extensions: { code: string } }[] };
  }> {
    const form = new FormData();
    for (const [name, value] of parts) form.append(name, value);
    const response = await fetch(api.url.replace('/v2', path), {
      method: 'POST',
      headers: { authorization: await api.get(SandboxState).issueAccessToken(ADMIN) },
      body: form,
    });
    return {
      status: response.status,
      body: (await response.json()) as Awaited<ReturnType<typeof send>>['body'],
    };
  }

  const file = (): File => new File([new Uint8Array(PNG)], 'Übersicht.png', { type: 'image/png' });
  const MAP = ['map', '{"0":["variables.file"]}'] as const;

  it.each([
    [
      'query, variables and a map',
      '/v2/file',
      [['query', TO_COLUMN], ['variables', '{"file":null}'], MAP, ['0', file()]],
    ],
    ['the same at /v2', '/v2', [['query', TO_COLUMN], ['variables', '{"file":null}'], MAP, ['0', file()]]],
    [
      'a map of single paths',
      '/v2/file',
      [
        ['query', TO_COLUMN],
        ['map', '{"image":"variables.file"}'],
        ['image', file()],
      ],
    ],
    [
      'a part named variables[file]',
      '/v2/file',
      [
        ['query', TO_COLUMN],
        ['variables[file]', file()],
      ],
    ],
    [
      'operations and a map',
      '/v2',
      [['operations', JSON.stringify({ query: TO_COLUMN, variables: { file: null } })], MAP, ['0', file()]],
    ],
  ] as const)('takes %s (%s)', async (_form, path, parts) => {
    const { body } = await send(parts, path);

    expect(body.errors).toBeUndefined();
    const asset = body.data?.['add_file_to_column'];
    expect(asset).toMatchObject({
      name: 'Übersicht.png',
      file_extension: '.png',
      file_size: PNG.length,
      original_geometry: '1x1',
      uploaded_by: { id: ADMIN },
    });
    const opened = await fetch(asset!.public_url);
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await opened.arrayBuffer()).equals(PNG)).toBe(true);
  });

  const upload = async (): Promise<Asset> => {
    const { body } = await send([['query', TO_COLUMN], MAP, ['0', file()]]);
    return body.data!['add_file_to_column']!;
  };

  it('shows an uploaded file in the column, the item and the log', async () => {
    const { id } = await upload();

    expect(
      await api.data(
        `{ items(ids: [${ITEM}]) { assets { id } column_values(ids: ["files"]) { text ... on FileValue { files { ... on FileAssetValue { asset_id name is_image asset { id } } } } } }
           assets(ids: [${id}]) { name url_thumbnail }
           boards(ids: [${BOARD}]) { activity_logs(column_ids: ["files"], limit: 1) { event } } }`,
      ),
    ).toMatchObject({
      items: [
        {
          assets: [{ id }],
          column_values: [
            {
              text: 'Übersicht.png',
              files: [{ asset_id: id, name: 'Übersicht.png', is_image: true, asset: { id } }],
            },
          ],
        },
      ],
      assets: [{ name: 'Übersicht.png', url_thumbnail: expect.stringContaining('/resources/') as string }],
      boards: [{ activity_logs: [{ event: 'update_column_value' }] }],
    });
    expect(await api.data(`{ assets(ids: [${id}]) { id } }`, { as: FOREIGNER })).toEqual({ assets: [] });
    await api.data(
      `mutation { change_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "files", value: "{\\"clear_all\\":true}") { id } }`,
    );
    expect(await api.data(`{ items(ids: [${ITEM}]) { assets(assets_source: columns) { id } } }`)).toEqual({
      items: [{ assets: [] }],
    });
  });

  it('adds a file to an update, which is the gallery of its item', async () => {
    const { create_update: update } = await api.data<{ create_update: { id: string } }>(
      `mutation { create_update(item_id: ${ITEM}, body: "x") { id } }`,
    );
    const { body } = await send([
      [
        'query',
        `mutation ($file: File!) { add_file_to_update(update_id: ${update.id}, file: $file) { id name public_url } }`,
      ],
      MAP,
      ['0', file()],
    ]);
    const { id } = body.data!['add_file_to_update']!;
    expect(
      await api.data(
        `{ updates { assets { id } } items(ids: [${ITEM}]) { assets(assets_source: gallery) { id } } }`,
      ),
    ).toEqual({ updates: [{ assets: [{ id }] }], items: [{ assets: [{ id }] }] });
  });

  it('replaces the files of a column by assets and links', async () => {
    const { id } = await upload();
    await api.data(
      `mutation { update_assets_on_item(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "files", files: [
         {fileType: link, name: "Page", linkToFile: "https://example.com/x"}, {fileType: asset, name: "Same", assetId: ${id}}
       ]) { id } }`,
    );
    expect(
      await api.data(
        `{ items(ids: [${ITEM}]) { column_values(ids: ["files"]) { ... on FileValue { files { __typename ... on FileLinkValue { name url kind } ... on FileAssetValue { name } } } } } }`,
      ),
    ).toEqual({
      items: [
        {
          column_values: [
            {
              files: [
                { __typename: 'FileLinkValue', name: 'Page', url: 'https://example.com/x', kind: 'link' },
                { __typename: 'FileAssetValue', name: 'Same' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('takes an upload in parts, which a column gets by its value', async () => {
    const upload = async (bytes: Buffer): Promise<{ id: string; url: string; etag: string }> => {
      const { create_upload: created } = await api.data<{
        create_upload: { upload_id: string; parts: { url: string }[] };
      }>(
        `mutation { create_upload(input: {file_name: "note.png", content_type: "image/png", file_size: ${PNG.length}, source: "test"}) { upload_id parts { part_number url size_range_end } } }`,
        { version: 'dev' },
      );
      const { url } = created.parts[0]!;
      const put = await fetch(url, {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'image/png' },
      });
      return { id: created.upload_id, url, etag: put.headers.get('etag') ?? '' };
    };
    const complete = ({ id, etag }: { id: string; etag: string }): Promise<unknown> =>
      api.code(
        `mutation($etag: String!) { complete_upload(input: {upload_id: "${id}", holder: {type: ITEM, id: ${ITEM}}, parts: [{part_number: 1, etag: $etag}]}) { id } }`,
        { version: 'dev', variables: { etag } },
      );
    const done = await upload(PNG);
    expect(await complete({ ...done, etag: '"other"' })).toBe('InvalidArgumentException');
    expect(
      (await fetch(done.url.replace(/secret=.*/, 'secret=x'), { method: 'PUT', body: 'x' })).status,
    ).toBe(404);
    const { complete_upload: asset } = await api.data<{ complete_upload: { id: string; url: string } }>(
      `mutation($etag: String!) { complete_upload(input: {upload_id: "${done.id}", holder: {type: ITEM, id: ${ITEM}}, parts: [{part_number: 1, etag: $etag}]}) { id url filename file_size } }`,
      { version: 'dev', variables: { etag: done.etag } },
    );
    expect(Buffer.from(await (await fetch(asset.url)).arrayBuffer()).equals(PNG)).toBe(true);
    expect(await complete(done)).toBe('ResourceNotFoundException');

    await api.data(
      `mutation($v: JSON!) { change_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "files", value: $v) { id } }`,
      {
        variables: {
          v: JSON.stringify({ added_file: { fileType: 'ASSET', name: 'note.png', assetId: asset.id } }),
        },
      },
    );
    expect(await api.data(`{ items(ids: [${ITEM}]) { assets(column_ids: ["files"]) { id name } } }`)).toEqual(
      {
        items: [{ assets: [{ id: asset.id, name: 'note.png' }] }],
      },
    );
    expect(await complete(await upload(PNG.subarray(1)))).toBe('InvalidArgumentException');
  });

  it('does not open a changed, an old or a foreign address', async () => {
    const { public_url: address } = await upload();
    const changed = new URL(address);
    changed.searchParams.set('expires', String(Date.now() + 99_999_999));
    const expired = new URL(address);
    expired.searchParams.set('expires', '1');
    for (const url of [changed, expired, address.split('?')[0]!]) expect((await fetch(url)).status).toBe(404);
  });

  it('rejects invalid uploads', async () => {
    const code = async (parts: Parameters<typeof send>[0]): Promise<unknown> =>
      (await send(parts)).body.errors?.[0]?.extensions.code;
    expect(
      await code([
        ['query', TO_COLUMN],
        ['map', '{'],
        ['0', file()],
      ]),
    ).toBe('JsonParseException');
    expect(
      await code([
        ['query', TO_COLUMN],
        ['map', '{"0":["variables.__proto__.x"]}'],
        ['0', file()],
      ]),
    ).toBe('JsonParseException');
    expect(await api.code(TO_COLUMN, { variables: { file: { name: 'x' } } })).toBe(
      'InvalidArgumentException',
    );
    expect(await code([['query', TO_COLUMN.replace('"files"', '"status"')], MAP, ['0', file()]])).toBe(
      'InvalidColumnTypeException',
    );
  });
});
