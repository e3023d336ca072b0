import fc from 'fast-check';
import { formatMoney, parseMinorUnits } from './money.ts';

describe('money', () => {
  it.each([
    ['2.55', 255],
    ['2.5', 250],
    ['607.49', 60_749],
    ['7', 700],
    ['1.100', 110],
    ['0.0', 0],
    ['-11062.06', -1_106_206],
  ])('%s is %d in minor units', (decimal, minorUnits) => {
    expect(parseMinorUnits(decimal)).toBe(minorUnits);
  });

  it.each(['2.555', '', '1e3', '.5', '1,000.00', 'free', ' 1'])('%j is no amount', (decimal) => {
    expect(parseMinorUnits(decimal)).toBeUndefined();
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minorUnits) => {
        const [decimal = ''] = formatMoney(minorUnits, 'GBP').replaceAll(',', '').split(' ');
        expect(parseMinorUnits(decimal)).toBe(minorUnits);
      }),
    );
  });

  it('is printed in groups of three', () => {
    expect(formatMoney(5_863_556, 'GBP')).toBe('58,635.56 GBP');
    expect(formatMoney(7, 'GBP')).toBe('0.07 GBP');
    expect(formatMoney(-123_400, 'GBP')).toBe('-1,234.00 GBP');
  });
});
