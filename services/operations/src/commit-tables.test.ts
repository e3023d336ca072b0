import { topology } from '../../../infra/topology.ts';
import { commitTables } from './commit-tables.ts';

it('the tables that are republished are all that the relay hears of', () => {
  const told = topology.tables.filter(({ sortKey }) => sortKey?.name === 'version');
  expect([...commitTables].sort()).toEqual(told.map(({ name }) => name).sort());
});
