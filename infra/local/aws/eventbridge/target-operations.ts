import { AwsError } from '../emulator.ts';
import { busNameOf } from './arn.ts';
import { existingBus, type Rule, type State } from './bus.ts';
import { page } from './page.ts';
import { type Operation, optionalText, type Parameters, requiredText } from './parameters.ts';
import { existingRule } from './rule-operations.ts';
import { parseTargets, targetIds } from './target.ts';

/** AWS's quota of targets per rule. */
const maximumTargets = 5;

/** PutTargets, RemoveTargets and ListTargetsByRule. */
export function targetOperations(state: State): Record<string, Operation> {
  const rule = (request: Parameters): Rule => {
    const bus = existingBus(state, busNameOf(optionalText(request, 'EventBusName')));
    return existingRule(bus, requiredText(request, 'Rule'));
  };

  return {
    PutTargets(request) {
      const { targets } = rule(request);
      const put = parseTargets(request);
      if (new Set([...targets.keys(), ...put.map(({ id }) => id)]).size > maximumTargets) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      for (const target of put) targets.set(target.id, target);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets(request) {
      const { targets } = rule(request);
      const missing = targetIds(request).filter((id) => !targets.delete(id));
      return {
        FailedEntryCount: missing.length,
        FailedEntries: missing.map((id) => ({
          TargetId: id,
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Rule ${requiredText(request, 'Rule')} does not have target ${id}.`,
        })),
      };
    },
    ListTargetsByRule(request) {
      const { items, next } = page([...rule(request).targets.values()], request);
      return { Targets: items.map(({ definition }) => definition), ...next };
    },
  };
}
