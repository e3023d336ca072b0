/** A box of the picture: a service, or something that all messages pass through. Places are in the picture's own units. */
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly isWayOfAll?: boolean;
}

export const boxWidth = 120;
export const boxHeight = 62;

/** The picture of the design: commits go right to the bus and the queues, whose messages come back to the services. */
export const boxes: readonly Box[] = [
  { name: 'orders', x: 20, y: 40 },
  { name: 'inventory', x: 20, y: 130 },
  { name: 'payments', x: 20, y: 220 },
  { name: 'shipping', x: 20, y: 310 },
  { name: 'catalog', x: 20, y: 400 },
  { name: 'relay', x: 300, y: 175, isWayOfAll: true },
  { name: 'bus', x: 520, y: 85, isWayOfAll: true },
  { name: 'commands', x: 520, y: 265, isWayOfAll: true },
  { name: 'fulfilment', x: 780, y: 40 },
  { name: 'notifications', x: 780, y: 130 },
  { name: 'analytics', x: 780, y: 220 },
  { name: 'gateway', x: 780, y: 310 },
  { name: 'documents', x: 780, y: 400 },
];

/** An arrow, and whose figures are its own: what the box at its end handled, or what the relay published of a kind. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly published?: 'event' | 'command';
}

export const arrows: readonly Arrow[] = [
  ...['orders', 'inventory', 'payments', 'shipping'].map((from) => ({ from, to: 'relay' })),
  { from: 'relay', to: 'bus', published: 'event' },
  { from: 'relay', to: 'commands', published: 'command' },
  ...['fulfilment', 'notifications', 'analytics', 'gateway'].map((to) => ({ from: 'bus', to })),
];

/** A curve between two boxes, from the right side of one to the left of the other, as an SVG path. */
export function curve(from: Box, to: Box): string {
  const startX = from.x + boxWidth;
  const startY = from.y + boxHeight / 2;
  const endY = to.y + boxHeight / 2;
  const bend = (to.x - startX) / 2;
  return `M${startX} ${startY} C${startX + bend} ${startY} ${to.x - bend} ${endY} ${to.x} ${endY}`;
}
