export interface Check {
  name: string;
  ok: boolean;
  detail?: string;
}

export interface Readiness {
  status: 'ready' | 'not-ready';
  checks: Check[];
}

export const readinessOf = (checks: Check[]): Readiness => ({
  status: checks.every(({ ok }) => ok) ? 'ready' : 'not-ready',
  checks,
});

/** What anybody may read: details name hosts, files and partners. */
export const withoutDetails = ({ status, checks }: Readiness): Readiness => ({
  status,
  checks: checks.map(({ name, ok }) => ({ name, ok })),
});

/** `ask` answers what is wrong, if anything. */
export async function check(name: string, ask: () => Promise<string | undefined>): Promise<Check> {
  try {
    const complaint = await ask();
    return complaint === undefined ? { name, ok: true } : { name, ok: false, detail: complaint };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : 'does not answer' };
  }
}
