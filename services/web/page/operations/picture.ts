/** A box of the picture: a service, or something that all messages pass through. Places are in the picture's own units. */
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly isWayOfAll?: boolean;
}

export const boxWidth = 120;
export const boxHeight = 62;

/** The picture of the design: commits go to the relay, and from there on to the bus and the queues, whose messages come back. */
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
  /** Corners of an arrow that goes round the picture, from one box's edge to the other's. */
  readonly round?: readonly (readonly [x: number, y: number])[];
}

const middle = { relay: 360, bus: 580 } as const;
const lane = { left: -15, right: 925, top: 15, bottom: 480, lowest: 495 } as const;
const half = boxHeight / 2;
const left = (y: number) => [[lane.left, y + half] as const, [20, y + half] as const] as const;
const right = (y: number) => [[900, y + half] as const, [lane.right, y + half] as const] as const;

export const arrows: readonly Arrow[] = [
  ...['orders', 'inventory', 'payments', 'shipping', 'catalog'].map((from) => ({
    from,
    to: 'relay',
  })),
  ...['fulfilment', 'notifications'].map((from, i) => ({
    from,
    to: 'relay',
    round: [
      ...right(40 + 90 * i),
      [lane.right, 5],
      [middle.relay, 5],
      [middle.relay, 175],
    ] as const,
  })),
  {
    from: 'documents',
    to: 'relay',
    round: [...right(400), [lane.right, lane.lowest], [middle.relay, lane.lowest], [360, 237]],
  },
  { from: 'relay', to: 'bus', published: 'event' },
  { from: 'relay', to: 'commands', published: 'command' },
  ...['fulfilment', 'notifications', 'analytics', 'gateway'].map((to) => ({ from: 'bus', to })),
  ...['orders', 'inventory'].map((to, i) => ({
    from: 'bus',
    to,
    round: [
      ...([
        [middle.bus, 85],
        [middle.bus, lane.top],
        [lane.left, lane.top],
      ] as const),
      ...left(40 + 90 * i),
    ],
  })),
  ...['inventory', 'payments', 'shipping'].map((to, i) => ({
    from: 'commands',
    to,
    round: [
      ...([
        [middle.bus, 327],
        [middle.bus, lane.bottom],
        [lane.left - 8, lane.bottom],
      ] as const),
      ...([
        [lane.left - 8, 170 + 90 * i],
        [20, 170 + 90 * i],
      ] as const),
    ],
  })),
];

/** An arrow as an SVG path. */
export function pathOf({ round }: Arrow, from: Box, to: Box): string {
  return round ? `M${round.map((corner) => corner.join(' ')).join(' L')}` : curve(from, to);
}

/** A curve between two boxes, from the right side of one to the left of the other, as an SVG path. */
function curve(from: Box, to: Box): string {
  const startX = from.x + boxWidth;
  const startY = from.y + boxHeight / 2;
  const endY = to.y + boxHeight / 2;
  const bend = (to.x - startX) / 2;
  return `M${startX} ${startY} C${startX + bend} ${startY} ${to.x - bend} ${endY} ${to.x} ${endY}`;
}
