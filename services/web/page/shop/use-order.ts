import { useCallback } from 'react';
import { useAnswer, type Answer } from '../api/use-answer.ts';
import { useTopic } from '../live/live-provider.tsx';
import type { TopicFrame } from '../live/topic.ts';
import type { OrderHistory } from './order.ts';

/** An order with its history, anew whenever the gateway tells of it. */
export function useOrder(orderId: string): Answer<OrderHistory> {
  const answer = useAnswer<OrderHistory>(`/orders/${encodeURIComponent(orderId)}/history`);
  const { data, reload } = answer;
  const version = data?.state.version ?? 0;
  const hear = useCallback(
    (frame: TopicFrame) => {
      if (frame.type !== 'missed' && frame.type !== 'updates') return;
      // What was missed may be what is shown already.
      if (frame.updates.some((update) => update.version > version)) reload();
    },
    [version, reload],
  );
  useTopic(`order:${orderId}`, hear);
  return answer;
}
