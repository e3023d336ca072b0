import { isObject } from './pattern/json.ts';

/**
 * What a JSON path of EventBridge's subset (`$`, `.name`, `[index]`, `[*]`) points at.
 * Undefined where it points at nothing.
 */
export function atPath(root: unknown, path: string): unknown {
  const steps = path.match(/[^.[\]]+|\[[^\]]*\]/g)?.slice(path.startsWith('$') ? 1 : 0) ?? [];
  return steps.reduce<unknown>((value, step) => into(value, step.replace(/[[\]'"]/g, '')), root);
}

function into(value: unknown, step: string): unknown {
  if (Array.isArray(value)) {
    return step === '*' ? (value as unknown[]) : (value as unknown[])[Number(step)];
  }
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
