import type { Pod } from './pod.ts';

/** A mail that was handed over, or is about to be. */
export interface HandOver {
  readonly orderId: string;
  readonly kind: string;
  /** Whoever handed it over cannot know that it did: it died, or heard no reply. A second mail is no breach then. */
  isExcused: boolean;
}

/** Whoever carries mail, and what was handed over. */
export class MailLedger {
  readonly handedOver: HandOver[] = [];
  readonly #isSaid: (orderId: string, kind: string) => boolean;

  /** @param isSaid whether a mail is committed as sent */
  constructor(isSaid: (orderId: string, kind: string) => boolean) {
    this.#isSaid = isSaid;
  }

  handOver(pod: Pod, mail: HandOver): void {
    this.handedOver.push(mail);
    pod.whenDead(() => {
      if (!this.#isSaid(mail.orderId, mail.kind)) mail.isExcused = true;
    });
  }
}
