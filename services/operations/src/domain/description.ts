/** A dead letter as its queue has it. */
export interface Letter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, { readonly StringValue?: string }>>;
}

/** What a dead letter is about. What its body does not say is absent. */
export interface Description {
  readonly type?: string;
  readonly eventId?: string;
  readonly orderId?: string;
  /** Why it lies here. */
  readonly reason: string;
}

/** Reads a dead letter. Any body will do: some lie here because theirs is broken. */
export function describeLetter({ body, attributes }: Letter): Description {
  const envelope = parsed(body);
  const detail = recordOf(envelope.detail);
  return {
    type: textOf(envelope['detail-type']),
    eventId: textOf(recordOf(detail.metadata).eventId),
    orderId: textOf(detail.orderId),
    reason: reasonOf(attributes),
  };
}

function reasonOf(attributes: Letter['attributes']): string {
  const said = (name: string): string | undefined => attributes[name]?.StringValue;
  const undelivered = [said('ERROR_CODE'), said('ERROR_MESSAGE')].filter(Boolean).join(': ');
  return said('Reason') ?? (undelivered || 'received too often');
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(body));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
