import { accountId } from '../emulator.ts';
import { busNameOf, ruleArn } from './arn.ts';
import { type Bus, existingBus, type Rule, type State } from './bus.ts';
import { parseEventPattern } from './event-pattern.ts';
import { page, prefixed } from './page.ts';
import {
  notFound,
  type Operation,
  optionalText,
  type Parameters,
  requiredText,
  validationError,
} from './parameters.ts';
import type { Target } from './target.ts';
import { putTags } from './tag-operations.ts';

/** PutRule and what reads, switches and deletes rules. Schedules are kept, and never fire. */
export function ruleOperations(state: State): Record<string, Operation> {
  const bus = (request: Parameters): Bus =>
    existingBus(state, busNameOf(optionalText(request, 'EventBusName')));
  const rule = (request: Parameters): Rule =>
    existingRule(bus(request), requiredText(request, 'Name'));

  return {
    PutRule(request) {
      const put = putRule(bus(request), request);
      putTags(state, put.arn, request);
      return { RuleArn: put.arn };
    },
    DeleteRule(request) {
      const { rules } = bus(request);
      const known = rules.get(requiredText(request, 'Name'));
      // Deleting what is not there succeeds on AWS too.
      if (!known) return {};
      if (known.targets.size > 0)
        throw validationError("Rule can't be deleted since it has targets.");
      rules.delete(known.name);
      state.tags.delete(known.arn);
      return {};
    },
    DescribeRule: (request) => ({ ...described(rule(request)), CreatedBy: accountId }),
    ListRules(request) {
      const { items, next } = page(prefixed(bus(request).rules.values(), request), request);
      return { Rules: items.map(described), ...next };
    },
    EnableRule(request) {
      rule(request).state = 'ENABLED';
      return {};
    },
    DisableRule(request) {
      rule(request).state = 'DISABLED';
      return {};
    },
    ListRuleNamesByTarget(request) {
      const arn = requiredText(request, 'TargetArn');
      const rules = [...bus(request).rules.values()].filter(({ targets }) =>
        [...targets.values()].some((target) => target.arn === arn),
      );
      const { items, next } = page(rules, request);
      return { RuleNames: items.map(({ name }) => name), ...next };
    },
  };
}

export function existingRule(bus: Bus, name: string): Rule {
  const rule = bus.rules.get(name);
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

function putRule(bus: Bus, request: Parameters): Rule {
  const name = requiredText(request, 'Name');
  const pattern = optionalText(request, 'EventPattern');
  const scheduleExpression = optionalText(request, 'ScheduleExpression');
  if (!pattern && !scheduleExpression) {
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (scheduleExpression && bus.name !== 'default') {
    throw validationError('ScheduleExpression is supported only on the default event bus.');
  }
  const rule: Rule = {
    name,
    arn: ruleArn(bus.name, name),
    bus,
    description: optionalText(request, 'Description'),
    pattern: pattern ? parseEventPattern(pattern) : undefined,
    scheduleExpression,
    roleArn: optionalText(request, 'RoleArn'),
    state: optionalText(request, 'State') ?? 'ENABLED',
    targets: bus.rules.get(name)?.targets ?? new Map<string, Target>(),
  };
  bus.rules.set(name, rule);
  return rule;
}

function described(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.pattern?.text,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.bus.name,
  };
}
