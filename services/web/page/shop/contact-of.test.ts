import { contactOf } from './contact-of.ts';

it('takes what was given, trimmed, and leaves out what was not', () => {
  const data = new FormData();
  for (const [name, value] of Object.entries({
    ...{ email: ' ann@example.org ', name: 'Ann', line1: '1 Road', line2: '  ' },
    ...{ city: 'Town', postalCode: '12345', country: 'GB', paymentMethod: 'tok_visa' },
  })) {
    data.set(name, value);
  }
  expect(contactOf(data)).toEqual({
    email: 'ann@example.org',
    shippingAddress: {
      name: 'Ann',
      line1: '1 Road',
      city: 'Town',
      postalCode: '12345',
      country: 'GB',
    },
    paymentMethod: 'tok_visa',
  });
});
