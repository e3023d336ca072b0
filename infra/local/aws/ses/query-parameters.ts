/** The query protocol writes a list as `Name.member.1`, `Name.member.2` and so on. */
export function members(parameters: URLSearchParams, name: string): string[] {
  const found: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = parameters.get(`${name}.member.${index}`);
    if (value === null) return found;
    found.push(value);
  }
}

/** `Tags.member.1.Name` and `Tags.member.1.Value`, as an object. */
export function tagsOf(parameters: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const name = parameters.get(`Tags.member.${index}.Name`);
    if (name === null) return tags;
    tags[name] = parameters.get(`Tags.member.${index}.Value`) ?? '';
  }
}
