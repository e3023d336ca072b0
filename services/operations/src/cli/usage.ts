import { filterForm } from '../domain/filter.ts';

/** What `waybill --help` prints. */
export const usage = `Usage: waybill COMMAND [options]

  dlq list                      how many dead letters each service has, and how old the oldest is
  dlq show QUEUE [--max N]      the letters of one queue (10), or the references to changes of a stream; they stay
  dlq redrive QUEUE [--max N] [--only FILTER] [--dry-run]
                                sends letters back to their own service's queue (10000)
  republish --since T [--until T] [--table NAME] [--dry-run]
                                publishes commits again that the change feed may have lost
  saga show ORDER               where an order's saga stands
  saga resume ORDER             asks a saga that needs attention to try again

Options:
  --only FILTER   ${filterForm};
                  given more than once, all must hold; for show and redrive
  --since, --until T
                  2026-01-31, 2026-01-31T10:00:00Z, or so long ago: 90m, 12h, 3d
  --json          prints JSON, for programs
  --stage NAME    the installation; or STAGE
  --help          prints this

AWS is found as by every AWS SDK: AWS_REGION, credentials, and AWS_ENDPOINT_URL for anything but AWS itself.
Exit codes: 0 done; 1 not, or not all of it; 2 wrong input, nothing was done.`;
