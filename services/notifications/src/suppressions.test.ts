import type { DataOf } from '@waybill/contracts/contract';
import type { EmailBounced } from '@waybill/contracts/ses-notices';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { addressHash } from './address-hash.ts';
import type { Suppression } from './domain/suppression.ts';
import { Suppressions } from './suppressions.ts';

const email = 'Ann@example.org';
const hour = (n: number): string => new Date(Date.UTC(2026, 0, 1, n)).toISOString();

function office() {
  const platform = createMemoryPlatform();
  const table = new MemoryTable<Suppression>({ name: 'suppressions', partitionKey: 'addressHash' });
  const counted = async () => {
    const { values } = await platform.metrics.mailsReturned.get();
    return Object.fromEntries(
      values.map(({ labels, value }): [string, number] => [String(labels.outcome), value]),
    );
  };
  return { table, counted, suppressions: new Suppressions(platform, table) };
}

const bounce = (bounceType: string, at = 1, to = [email]): DataOf<typeof EmailBounced> => ({
  mail: { messageId: 'ses-1' },
  bounce: {
    ...{ bounceType, bounceSubType: 'General', timestamp: hour(at) },
    bouncedRecipients: to.map((emailAddress) => ({ emailAddress })),
  },
});
const complaint = (complaintFeedbackType?: string) => ({
  mail: { messageId: 'ses-2' },
  complaint: {
    ...(complaintFeedbackType !== undefined && { complaintFeedbackType }),
    ...{ timestamp: hour(1), complainedRecipients: [{ emailAddress: email }] },
  },
});

describe('what comes back', () => {
  it.each([
    ['a permanent bounce', bounce('Permanent'), true],
    ['a transient bounce', bounce('Transient'), false],
    ['an undetermined bounce', bounce('Undetermined'), false],
    ['a bounce of a kind that SES thinks of later', bounce('Quantum'), false],
  ])('%s suppresses its address: %#', async (_, bounced, isHeld) => {
    const { suppressions, counted } = office();
    await suppressions.bounced(bounced);
    expect(await suppressions.holds(email)).toBe(isHeld);
    expect(await counted()).toEqual({ [isHeld ? 'suppressed' : 'transient']: 1 });
  });

  it.each([
    [undefined, true],
    ['abuse', true],
    ['not-spam', false],
  ])('a complaint of type %s suppresses its address: %s', async (type, isHeld) => {
    const { suppressions } = office();
    await suppressions.complained(complaint(type));
    expect(await suppressions.holds(email)).toBe(isHeld);
  });

  it('counts for the address however it is written, and for no other', async () => {
    const { suppressions } = office();
    await suppressions.bounced(
      bounce('Permanent', 1, ['Ann <ANN@example.org>', 'bob@example.org']),
    );
    const held = ['ann@example.org', 'BOB@example.org', 'eve@example.org'];
    expect(await Promise.all(held.map((each) => suppressions.holds(each)))).toEqual([
      ...[true, true, false],
    ]);
  });

  it('is stored with its reason, and without the address', async () => {
    const { suppressions, table } = office();
    await suppressions.bounced(bounce('Permanent'));
    expect(table.items()).toEqual([
      {
        ...{ addressHash: addressHash(email), reason: 'bounce', detail: 'General' },
        ...{ messageId: 'ses-1', suppressedAt: hour(1) },
      },
    ]);
    expect(JSON.stringify(table.items())).not.toMatch(/ann|example/i);
  });

  it('is the same when it is told again, or at once by many', async () => {
    const { suppressions, table, counted } = office();
    await Promise.all([1, 1, 1, 1].map((at) => suppressions.bounced(bounce('Permanent', at))));
    await suppressions.complained(complaint('abuse'));
    expect(table.items()).toMatchObject([{ reason: 'bounce', suppressedAt: hour(1) }]);
    expect(await counted()).toEqual({ suppressed: 1, known: 4 });
  });

  it('stays lifted when it is told again, until something newer comes back', async () => {
    const { suppressions, table } = office();
    await suppressions.bounced(bounce('Permanent', 1));
    const key = { addressHash: addressHash(email) };
    const known = await table.get(key, { consistent: true });
    await table.put({ ...(known as Suppression), liftedAt: hour(5) });
    expect(await suppressions.holds(email)).toBe(false);
    await suppressions.bounced(bounce('Permanent', 1));
    await suppressions.bounced(bounce('Permanent', 4));
    expect(await suppressions.holds(email)).toBe(false);
    await suppressions.bounced(bounce('Permanent', 6));
    expect(await suppressions.holds(email)).toBe(true);
  });
});
