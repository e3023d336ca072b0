import type { WireResponse } from '../emulator.ts';
import { emptyAnswer, escapeXml, xmlAnswer } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';

/** The tags of objects, as the XML of their TagSet. */
export interface ObjectTags {
  answer(request: S3Request): WireResponse;
  /** Writing an object replaces its tags by those of the `x-amz-tagging` header. */
  replace(bucket: string, key: string, header: string | undefined): void;
  copy(from: string, bucket: string, key: string): void;
  count(bucket: string, key: string): number;
}

export function createObjectTags(): ObjectTags {
  const sets = new Map<string, string>();
  const at = (bucket: string, key: string) => `${bucket}/${key}`;
  return {
    answer({ method, bucket, key, body }) {
      const place = at(bucket, key);
      if (method === 'GET') {
        return xmlAnswer(`<Tagging><TagSet>${sets.get(place) ?? ''}</TagSet></Tagging>`);
      }
      const [, set] = /<TagSet>([\s\S]*)<\/TagSet>/.exec(body.toString()) ?? [];
      if (method === 'PUT' && set) sets.set(place, set);
      else sets.delete(place);
      return emptyAnswer(method === 'DELETE' ? 204 : 200);
    },
    replace(bucket, key, header) {
      const tags = [...new URLSearchParams(header)].map(
        ([name, value]) =>
          `<Tag><Key>${escapeXml(name)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
      );
      if (tags.length > 0) sets.set(at(bucket, key), tags.join(''));
      else sets.delete(at(bucket, key));
    },
    copy(from, bucket, key) {
      const set = sets.get(from);
      if (set) sets.set(at(bucket, key), set);
      else sets.delete(at(bucket, key));
    },
    count: (bucket, key) => sets.get(at(bucket, key))?.split('<Tag>').slice(1).length ?? 0,
  };
}
