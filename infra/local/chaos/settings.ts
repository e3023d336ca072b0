/** Longer than the mailer's own time-out, and than a process stands still on a machine that has too much to do. */
export const mailClaimMs = 12_000;

/** Settings with which a cluster is over the loss of a pod in seconds rather than in a minute. */
export const hastySettings: Readonly<Record<string, string>> = {
  QUEUE_VISIBILITY_SECONDS: '4',
  QUEUE_RETRY_BASE_MS: '100',
  QUEUE_RETRY_CAP_MS: '1000',
  QUEUE_DRAIN_MS: '4000',
  DRAIN_TIMEOUT_MS: '8000',
  STREAM_LEASE_MS: '1500',
  STREAM_DISCOVER_MS: '1000',
  MAIL_CLAIM_MS: String(mailClaimMs),
};
