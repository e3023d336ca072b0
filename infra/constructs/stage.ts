import { resourceName } from '@waybill/contracts/names';
import type { StageSettings } from '../stacks/settings.ts';
import type { Topology } from '../topology.ts';

/** What every construct of a stage is made from. */
export interface Stage {
  readonly settings: StageSettings;
  readonly topology: Topology;
  /** The name in AWS of a table, queue, stream, bus or bucket. */
  readonly name: (logicalName: string) => string;
}

/** A stage of the topology. */
export function stageOf(settings: StageSettings, topology: Topology): Stage {
  return { settings, topology, name: (logicalName) => resourceName(settings.STAGE, logicalName) };
}

/** Makes one of each, by logical name. */
export function byLogicalName<Definition extends { readonly name: string }, Made>(
  definitions: readonly Definition[],
  make: (definition: Definition) => Made,
): ReadonlyMap<string, Made> {
  return new Map(definitions.map((definition) => [definition.name, make(definition)]));
}

/** What was made under the logical name. @throws if the topology names nothing like it */
export function named<Made>(made: ReadonlyMap<string, Made>, logicalName: string): Made {
  const found = made.get(logicalName);
  if (found === undefined) throw new Error(`the topology has no ${logicalName}`);
  return found;
}
