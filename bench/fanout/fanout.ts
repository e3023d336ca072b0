import { Served } from './served.ts';

const names = ['raw ws', 'socket.io', 'waybill'];
const connections = 1_000;
const rounds = 5;
/** Events of a round: the same for both ways of coming. */
const eventsOfRound = 200;
const bursts = [1, 10];

/** Tells the same events to as many connections by several servers, each a process of its own; prints CPU and memory, and ratios. */
export async function benchFanout(): Promise<void> {
  const script = new URL('./fanout/server.js', import.meta.url);
  const servers = names.map((name) => new Served(name, script));
  try {
    await compareMemory(servers);
    for (const burst of bursts) await compareCpu(servers, burst);
  } finally {
    servers.forEach((server) => server.stop());
  }
}

async function compareMemory(servers: readonly Served[]): Promise<void> {
  console.log(`\n${connections} idle connections, memory of each`);
  const bytes = new Map<string, number>();
  for (const server of servers) {
    // What the first connections load is not theirs.
    await server.connect(20);
    const before = await server.memoryBytes();
    await server.connect(connections - 20);
    const each = ((await server.memoryBytes()) - before) / (connections - 20);
    bytes.set(server.name, each);
    console.log(`  ${server.name.padEnd(12)} ${(each / 1_024).toFixed(1).padStart(8)} KB`);
  }
  printRatios(bytes);
}

async function compareCpu(servers: readonly Served[], burst: number): Promise<void> {
  console.log(
    `\n${burst === 1 ? 'single events' : `bursts of ${burst}`}, CPU of the server for each delivered event`,
  );
  const samples = new Map(servers.map(({ name }): [string, number[]] => [name, []]));
  for (const server of servers) await tellAll(server, burst);
  // In turns, so that the machine's moods meet all alike.
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) {
      const before = await server.usageMicros();
      await tellAll(server, burst);
      const micros = (await server.usageMicros()) - before;
      samples.get(server.name)?.push(micros / (eventsOfRound * connections));
    }
  }
  const medians = new Map([...samples].map(([name, all]) => [name, median(all)]));
  for (const [name, micros] of medians) {
    console.log(`  ${name.padEnd(12)} ${micros.toFixed(2).padStart(8)} µs`);
  }
  printRatios(medians);
}

async function tellAll(server: Served, burst: number): Promise<void> {
  for (let told = 0; told < eventsOfRound; told += burst) await server.tell(burst);
}

function printRatios(values: ReadonlyMap<string, number>): void {
  const ours = values.get('waybill') ?? 0;
  for (const [name, value] of values) {
    if (name !== 'waybill')
      console.log(`  waybill : ${name.padEnd(10)} ${(ours / value).toFixed(2)}×`);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
