import { ApiUnderTest, BOARD, MEMBER } from '../../testing/api-under-test.js';

interface Status {
  readonly status: string;
  readonly counts: Record<string, number> | null;
  readonly failure_reason: string | null;
}

describe('imports of items', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const start = async (mutation: string): Promise<{ job_id: string; upload_url: string }> => {
    const data = await api.data<Record<string, { job_id: string; upload_url: string }>>(
      `mutation { job: ${mutation} { job_id upload_url } }`,
    );
    return data['job'] ?? { job_id: '', upload_url: '' };
  };
  const ingest = `ingest_items(board_id: ${BOARD}, group_id: "topics"`;
  const upload = async (url: string, csv: string): Promise<void> => {
    // The address of the platform is not known in this test.
    const path = url.slice(url.indexOf('/__sandbox/'));
    const response = await fetch(new URL(path, api.url), { method: 'PUT', body: csv });
    expect(response.status).toBe(200);
  };
  const statusOf = async (job: string): Promise<Status> => {
    const { fetch_job_status: status } = await api.data<{ fetch_job_status: Status }>(
      `{ fetch_job_status(job_id: "${job}") { ... on ItemsJobStatus { status counts { submitted invalid skipped created updated failed } failure_reason } } }`,
    );
    return status;
  };
  const items = async (): Promise<Record<string, string>> => {
    const { boards } = await api.data<{
      boards: { items_page: { items: { name: string; column_values: { text: string }[] }[] } }[];
    }>(
      `{ boards(ids: [${BOARD}]) { items_page { items { name column_values(ids: ["numbers"]) { text } } } } }`,
    );
    const found = boards[0]?.items_page.items ?? [];
    return Object.fromEntries(found.map(({ name, column_values: [cell] }) => [name, cell?.text ?? '']));
  };

  it('make an item of each row that is valid', async () => {
    const job = await start(`${ingest})`);
    expect(await statusOf(job.job_id)).toMatchObject({ status: 'UPLOAD_PENDING', counts: null });
    await upload(job.upload_url, 'name,numbers,status\nOne,1,Done\n"Two, too",2,\nThree,x,\n,4,\n');
    expect(await statusOf(job.job_id)).toMatchObject({
      status: 'COMPLETED',
      counts: { submitted: 4, invalid: 2, skipped: 0, created: 2, updated: 0, failed: 0 },
    });
    expect(await items()).toMatchObject({ One: '1', 'Two, too': '2' });
    expect(await statusOf(job.job_id)).toMatchObject({ counts: { created: 2 } });
    const { boards } = await api.data<{ boards: { activity_logs: { event: string }[] }[] }>(
      `{ boards(ids: [${BOARD}]) { activity_logs(limit: 9) { event } } }`,
    );
    expect(boards[0]?.activity_logs.map(({ event }) => event)).toEqual([
      'create_pulse',
      'create_pulse',
      'ingest_items',
    ]);
  });

  it('change or skip items that match', async () => {
    const csv = 'name,numbers\nSketch the new landing page,77\nNew,1\nNew,2\n';
    const skipping = await start(`${ingest}, on_match: {match_column_id: "name", behaviour: SKIP})`);
    await upload(skipping.upload_url, csv);
    expect(await statusOf(skipping.job_id)).toMatchObject({ counts: { skipped: 2, created: 1 } });
    const updating = await start(`${ingest}, on_match: {match_column_id: "name", behaviour: UPSERT})`);
    await upload(updating.upload_url, csv);
    expect(await statusOf(updating.job_id)).toMatchObject({ counts: { updated: 3, created: 0 } });
    expect(await items()).toMatchObject({ 'Sketch the new landing page': '77', New: '2' });
  });

  it('keep what an earlier row changed of the same item', async () => {
    const job = await start(`${ingest}, on_match: {match_column_id: "name", behaviour: UPSERT})`);
    await upload(
      job.upload_url,
      'name,numbers,status\nSketch the new landing page,55,\nSketch the new landing page,,Stuck\n',
    );
    expect(await statusOf(job.job_id)).toMatchObject({ counts: { updated: 2 } });
    expect(await items()).toMatchObject({ 'Sketch the new landing page': '55' });
  });

  it('are told to nobody if they are backfills', async () => {
    const job = await start(`backfill_items(board_id: ${BOARD}, group_id: "topics")`);
    await upload(job.upload_url, 'name\nOld\n');
    expect(await statusOf(job.job_id)).toMatchObject({ counts: { created: 1 } });
    const { boards } = await api.data<{ boards: { activity_logs: { event: string }[] }[] }>(
      `{ boards(ids: [${BOARD}]) { activity_logs(limit: 9) { event } } }`,
    );
    expect(boards[0]?.activity_logs.map(({ event }) => event)).toEqual(['import_items', 'backfill_items']);
  });

  it.each([
    ['a column that the board does not have', 'name,size\nOne,1\n', 'INVALID_UPLOAD'],
    ['no names', 'numbers\n1\n', 'INVALID_UPLOAD'],
    ['more items than a board can have', `name\n${'x\n'.repeat(9_995)}`, 'BOARD_CAPACITY_EXCEEDED'],
  ])('fail for a file with %s', async (_what, csv, reason) => {
    const job = await start(`${ingest})`);
    await upload(job.upload_url, csv);
    expect(await statusOf(job.job_id)).toMatchObject({ status: 'FAILED', failure_reason: reason });
    expect(Object.keys(await items())).toHaveLength(6);
  });

  it.each([
    ['an unknown job', '{ fetch_job_status(job_id: "x") { __typename } }', 'ResourceNotFoundException'],
    [
      'an unknown group',
      `mutation { ingest_items(board_id: ${BOARD}, group_id: "x") { job_id } }`,
      'ResourceNotFoundException',
    ],
    [
      'a match by people',
      `mutation { ${ingest}, on_match: {match_column_id: "person", behaviour: SKIP}) { job_id } }`,
      'InvalidColumnTypeException',
    ],
    [
      'a match by nothing',
      `mutation { ${ingest}, on_match: {match_column_id: "x", behaviour: SKIP}) { job_id } }`,
      'InvalidColumnIdException',
    ],
  ])('refuse %s', async (_what, query, code) => {
    expect(await api.code(query)).toBe(code);
  });

  it('are of the user who started them', async () => {
    const { job_id: job } = await start(`${ingest})`);
    expect(await api.code(`{ fetch_job_status(job_id: "${job}") { __typename } }`, { as: MEMBER })).toBe(
      'ResourceNotFoundException',
    );
  });
});
