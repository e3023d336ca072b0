import './live-badge.css';
import { useLiveStatus } from './live-provider.tsx';

const words = {
  idle: 'Connecting',
  connecting: 'Connecting',
  live: 'Live',
  offline: 'Reconnecting',
};

/** Whether what is shown follows by itself at the moment. */
export function LiveBadge() {
  const status = useLiveStatus();
  return (
    <span className={`live-badge ${status}`} role="status">
      {words[status]}
    </span>
  );
}
