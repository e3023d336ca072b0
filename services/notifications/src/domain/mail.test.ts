import { NotificationSent } from '@waybill/contracts/notification-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { mail, MailClaimed, MailDropped, MailReleased, type MailCommand } from './mail.ts';

const given = specification(mail);
const about = { orderId: 'ord-1', kind: 'received' } as const;
const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();

const claimAt = (n: number): MailCommand => ({
  type: 'claim',
  ...about,
  now: minute(n),
  until: minute(n + 2),
});
const release: MailCommand = { type: 'release', ...about };
const sentCommand: MailCommand = { type: 'sent', ...about };
const drop: MailCommand = { type: 'drop', reason: 'no-address' };

const claimedUntil = (n: number) => MailClaimed({ ...about, until: minute(n) });
const claimed = claimedUntil(2);
const released = MailReleased(about);
const sent = NotificationSent(about);
const dropped = MailDropped({ reason: 'no-address' });

describe('a mail', () => {
  it('is claimed before it is sent', () => given().when(claimAt(0)).then(claimed));
  it('is nobody else’s while it is claimed', () => given(claimed).when(claimAt(1)).thenNothing());
  it('may be claimed again at the moment when a claim ends', () =>
    given(claimed).when(claimAt(2)).then(claimedUntil(4)));
  it('may be claimed again when it could not be sent', () => {
    given(claimed).when(release).then(released);
    given(claimed, released).when(claimAt(0)).then(claimed);
  });
  it('is sent once', () => {
    given(claimed).when(sentCommand).then(sent);
    given(claimed, sent).when(sentCommand).thenNothing();
    given(claimed, sent).when(claimAt(60)).thenNothing();
  });
  it('is dropped for good', () => {
    given(claimed).when(drop).then(dropped);
    given(claimed, dropped).when(claimAt(60)).thenNothing();
  });
  it.each([
    ['sent', sentCommand],
    ['dropped', drop],
    ['released', release],
  ])('is not %s by anybody who has not claimed it', (_, command) =>
    given().when(command).thenNothing(),
  );
  it('decides nothing twice', () =>
    decidesOnce(mail, fc.nat(9).map(claimAt), fc.constantFrom(release, sentCommand, drop)));
});
