import { everyContract } from '@waybill/testing/every-contract';
import { subscriptions, type Subscription } from './subscriptions.ts';

const all = Object.entries<Subscription>(subscriptions);

describe('the map of the system', () => {
  it('has each service hear a message by one way, once', () => {
    for (const [, { events, commands, notices }] of all) {
      const types = [...events, ...commands, ...(notices?.contracts ?? [])].map(({ type }) => type);
      expect(types).toEqual([...new Set(types)]);
    }
  });

  it('broadcasts events and addresses commands', () => {
    const kinds = (list: 'events' | 'commands') =>
      new Set(all.flatMap(([, heard]) => heard[list].map(({ kind }) => kind)));
    expect(kinds('events')).toEqual(new Set(['event']));
    expect(kinds('commands')).toEqual(new Set(['command']));
    const notices = all.flatMap(([, heard]) => heard.notices?.contracts ?? []);
    expect(new Set(notices.map(({ kind }) => kind))).toEqual(new Set(['notice']));
  });

  it('hears of uploads to its own stage alone, and of nothing that the system writes itself', () => {
    expect(subscriptions.documents.notices.filter((name) => `dev-${name}`)).toEqual({
      bucket: { name: ['dev-documents'] },
      object: { key: [{ prefix: 'uploads/' }] },
    });
  });

  it('hears of what comes back of its own stage’s mails alone', () => {
    expect(subscriptions.notifications.notices.filter((name) => `dev-${name}`)).toEqual({
      mail: { tags: { 'ses:configuration-set': ['dev-mail'] } },
    });
  });

  it('gives each command to its owner alone', async () => {
    const heard = all.flatMap(([service, { commands }]) =>
      commands.map(({ type }) => `${type} → ${service}`),
    );
    const owned = (await everyContract())
      .filter(({ kind }) => kind === 'command')
      .map(({ type, owner = '' }) => `${type} → ${owner}`);
    expect(heard.sort()).toEqual(owned.sort());
  });
});
