/**
 * Tries at a secret (reliability-security design, §1.6): five within a quarter of an hour, then one after each wait; the waits
 * double from one minute to fifteen, and are forgotten after a day or as soon as a try fits.
 */
export interface Tries {
  /**
   * Counts a try until `succeeded` or `dropped` says otherwise: tries that run side by side cannot slip past one another.
   * Refuses with `too_many_tries`.
   */
  begin(key: string): Promise<void>;
  succeeded(key: string): Promise<void>;
  failed(key: string): Promise<void>;
  /** The try was never made, for want of time or by a fault: it does not count. */
  dropped(key: string): Promise<void>;
}
