import { idempotencyKey } from './idempotency-key.ts';

describe('the key of a handler’s work on a message', () => {
  it('tells events and handlers apart', () => {
    const keys = [
      idempotencyKey('ord-1/1.0', 'label-printer'),
      idempotencyKey('ord-1/1.1', 'label-printer'),
      idempotencyKey('ord-1/1.0', 'label-printer-2'),
    ];
    expect(new Set(keys).size).toBe(3);
  });

  it('is always the same', () =>
    expect(idempotencyKey('ord-1/1.0', 'label-printer')).toBe('label-printer/ord-1/1.0'));

  it.each(['', 'Label', 'a/b', '1st'])('has no handler called "%s"', (name) =>
    expect(() => idempotencyKey('ord-1/1.0', name)).toThrow(/kebab-case/),
  );
});
