import type { State } from './bus.ts';
import {
  notFound,
  type Operation,
  optionalText,
  type Parameters,
  requiredText,
  structures,
  texts,
} from './parameters.ts';

/** TagResource, UntagResource and ListTagsForResource, for buses and rules. */
export function tagOperations(state: State): Record<string, Operation> {
  const taggable = (request: Parameters): string => {
    const arn = requiredText(request, 'ResourceARN');
    for (const bus of state.buses.values()) {
      if (bus.arn === arn || [...bus.rules.values()].some((rule) => rule.arn === arn)) return arn;
    }
    throw notFound(`Resource ${arn} does not exist.`);
  };

  return {
    TagResource(request) {
      putTags(state, taggable(request), request);
      return {};
    },
    UntagResource(request) {
      const tags = state.tags.get(taggable(request));
      for (const key of texts(request, 'TagKeys')) tags?.delete(key);
      return {};
    },
    ListTagsForResource(request) {
      const tags = state.tags.get(taggable(request)) ?? new Map<string, string>();
      return { Tags: Array.from(tags, ([Key, Value]) => ({ Key, Value })) };
    },
  };
}

/** Adds the request's `Tags`, if it has any, to those of the resource. */
export function putTags(state: State, arn: string, request: Parameters): void {
  const tags = state.tags.get(arn) ?? new Map<string, string>();
  for (const tag of structures(request, 'Tags')) {
    tags.set(requiredText(tag, 'Key'), optionalText(tag, 'Value') ?? '');
  }
  if (tags.size > 0) state.tags.set(arn, tags);
}
