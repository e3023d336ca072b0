/** A statement of a policy of IAM. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** Who asks: a role, or a service of AWS in the name of one of its resources. */
export type Caller = { readonly roleArn: string } | { readonly sourceArn: string };

export function statementsOf(policy: unknown): readonly Statement[] {
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : (value ?? []);

/** Whether a queue's policy denies an action to somebody, or allows it: a role needs a policy of its own beside it. */
export function verdictOf(
  statements: readonly Statement[],
  caller: Caller,
  action: string,
): 'denied' | 'allowed' | 'silent' {
  const said = statements.filter(
    (statement) => list(statement.Action).includes(action) && applies(statement, caller),
  );
  if (said.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return said.length > 0 ? 'allowed' : 'silent';
}

function applies({ Principal, Condition = {} }: Statement, caller: Caller): boolean {
  const isService = 'sourceArn' in caller;
  const isMeant =
    (Principal as { AWS?: string }).AWS === '*' ||
    (isService && (Principal as { Service?: string }).Service === 'events.amazonaws.com');
  return (
    isMeant &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, key, list(wanted), caller)),
    )
  );
}

/** The operators and keys that the queues' policies use; others are an error, so that none is taken for granted. */
function holds(operator: string, key: string, wanted: readonly string[], caller: Caller): boolean {
  const is = `${operator} ${key}`;
  const principal = 'roleArn' in caller ? caller.roleArn : undefined;
  if (is === 'ArnEquals aws:SourceArn') {
    return 'sourceArn' in caller && wanted.includes(caller.sourceArn);
  }
  // A negated operator holds where the key is missing.
  if (is === 'ArnNotEquals aws:PrincipalArn') {
    return principal === undefined || !wanted.includes(principal);
  }
  if (is === 'BoolIfExists aws:PrincipalIsAWSService') {
    return wanted.includes(String('sourceArn' in caller));
  }
  throw new Error(`a policy uses ${is}, which its test does not know`);
}
