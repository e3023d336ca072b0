import { Type } from '@sinclair/typebox';
import { event, privateEvent } from '@waybill/contracts/contract';
import { Rejection } from '@waybill/kernel/failure';
import { createAppendValidation, maxCommitBytes } from './append-validation.ts';

const Noted = privateEvent('Noted', 1, { text: Type.String() });
const Told = event('order-service', 'Told', 1, { text: Type.String() });
const validate = createAppendValidation([Noted, Told]);

describe('what may be appended', () => {
  it('is what the contracts say', () => {
    expect(() => validate([Noted({ text: 'a' }), Noted({ text: 'b' })])).not.toThrow();
  });

  it('has no field that its contract does not name', () => {
    const entry = { ...Noted({ text: 'a' }), data: { text: 'a', email: 'b' } };
    expect(() => validate([entry])).toThrow('Noted/email is not known here');
  });

  it('has every field that its contract names', () => {
    expect(() => validate([{ ...Noted({ text: 'a' }), data: {} }])).toThrow(
      'Noted/text is required',
    );
  });

  it('is in a version that the aggregate has', () => {
    const newer = { ...Noted({ text: 'a' }), schemaVersion: 2 };
    expect(() => validate([newer])).toThrow('Noted v2 is not among');
  });

  it('fits into one commit, in bytes rather than letters', () => {
    const roomFor = maxCommitBytes - JSON.stringify(Noted({ text: '' })).length;
    expect(() => validate([Noted({ text: 'x'.repeat(roomFor) })])).not.toThrow();
    expect(() => validate([Noted({ text: 'x'.repeat(roomFor + 1) })])).toThrow(Rejection);
    expect(() => validate([Noted({ text: 'é'.repeat(roomFor) })])).toThrow('too large');
  });

  it('fits into one message of the bus, if it is told to others', () => {
    const text = 'x'.repeat(260_000);
    expect(() => validate([Told({ text })])).toThrow(Rejection);
    expect(() => validate([Noted({ text })])).not.toThrow();
  });
});
