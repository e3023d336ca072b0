/** PromQL that more than one panel or alert asks. Pods count for themselves: sums are over all of them. */

/** The pth percentile of a histogram of seconds within the last five minutes. */
export function percentile(p: number, histogram: string, by: readonly string[] = []): string {
  const labels = ['le', ...by].join(', ');
  return `histogram_quantile(${p}, sum by (${labels}) (rate(${histogram}_bucket[5m])))`;
}

/** The share of orders that did not end within a minute, of those that ended within a window. */
export function missed(window: string): string {
  const histogram = 'waybill_saga_duration_seconds';
  return (
    `1 - sum(rate(${histogram}_bucket{le="60"}[${window}]))` +
    ` / sum(rate(${histogram}_count[${window}]))`
  );
}

/** 99 % of orders end within 60 seconds. */
export const objective = 0.99;

export const deadLetters = 'sum by (queue) (waybill_queue_messages{kind!="inbox"})';
export const waiting =
  'sum by (queue) (waybill_queue_messages{kind="inbox", state=~"visible|delayed"})';
export const streamBehind = 'max by (service, stream, shard) (waybill_stream_behind_seconds)';
export const sagasInAttention = 'max(waybill_sagas_in_attention)';
export const deadlineLateness = 'max(waybill_deadline_lateness_seconds)';
export const sinceMeasured = 'time() - max(waybill_queues_measured_timestamp_seconds)';
export const publishLag = percentile(0.95, 'waybill_publish_lag_seconds');
export const messageAge = percentile(0.95, 'waybill_message_age_seconds', ['service']);

/** Counts within a window, 0 where nothing was counted yet. */
export function counted(counter: string, window: string): string {
  return `sum(increase(${counter}[${window}])) or vector(0)`;
}
