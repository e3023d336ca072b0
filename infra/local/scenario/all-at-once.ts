/** Tests that wait most of the time: all are begun together, and each is reported under its own name. */
export function allAtOnce(stories: Readonly<Record<string, () => Promise<unknown>>>): void {
  const told = new Map<string, Promise<unknown>>();

  beforeAll(() => {
    for (const [name, tell] of Object.entries(stories)) {
      const story = tell();
      story.catch(() => 'reported by its own test');
      told.set(name, story);
    }
  });

  it.each(Object.keys(stories))('%s', async (name) => {
    await told.get(name);
  });
}
