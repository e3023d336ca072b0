import { busNameOf } from './arn.ts';
import { type Bus, existingBus, type State } from './bus.ts';
import {
  isStructure,
  notFound,
  type Operation,
  optionalText,
  type Parameters,
  requiredText,
  structures,
  validationError,
} from './parameters.ts';

/** PutPermission and RemovePermission. Nothing is forbidden here: policies are only kept. */
export function permissionOperations(state: State): Record<string, Operation> {
  const bus = (request: Parameters): Bus =>
    existingBus(state, busNameOf(optionalText(request, 'EventBusName')));

  return {
    PutPermission(request) {
      const { arn, policy } = bus(request);
      const document = optionalText(request, 'Policy');
      if (document !== undefined) {
        policy.clear();
        for (const [sid, statement] of statements(document)) policy.set(sid, statement);
        return {};
      }
      const sid = requiredText(request, 'StatementId');
      const principal = requiredText(request, 'Principal');
      policy.set(sid, {
        Sid: sid,
        Effect: 'Allow',
        Principal: principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
        Action: optionalText(request, 'Action') ?? 'events:PutEvents',
        Resource: arn,
      });
      return {};
    },
    RemovePermission(request) {
      const { policy } = bus(request);
      if (request['RemoveAllPermissions'] === true) {
        policy.clear();
      } else if (!policy.delete(requiredText(request, 'StatementId'))) {
        throw notFound('Statement with the provided id does not exist.');
      }
      return {};
    },
  };
}

/** The bus's resource policy as JSON, or undefined while it has no statement. */
export function policyDocument({ policy }: Bus): string | undefined {
  if (policy.size === 0) return undefined;
  return JSON.stringify({ Version: '2012-10-17', Statement: [...policy.values()] });
}

function statements(document: string): [string, Parameters][] {
  let policy: unknown;
  try {
    policy = JSON.parse(document);
  } catch {
    policy = undefined;
  }
  if (!isStructure(policy)) throw validationError('Parameter Policy is not valid JSON.');
  const list = isStructure(policy['Statement']) ? { Statement: [policy['Statement']] } : policy;
  return structures(list, 'Statement').map((statement, index) => [
    optionalText(statement, 'Sid') ?? String(index),
    statement,
  ]);
}
